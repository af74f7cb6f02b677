import { createHash } from 'node:crypto';
import type { ProposedChange } from '../lineage/change';
import { likeness } from '../lineage/names/name-likeness';
import { placeName } from '../lineage/names/place-name';
import type { RegisterRow } from '../register/register-row';

/** More than one in so many abolished, or under another name, needs a word: more than 20 %. */
const ONE_IN = 5;
/** In a short list one or two real renames are a fifth: of the real editions 0 to 10 lists are named. */
const RENAMED_MIN = 5;
/** Less alike, a name is another one, not mended or written otherwise. */
const LIKE = 0.5;

/** A unit that would lose many of the units directly in it. */
export interface Loss {
  /** Empty for the country. */
  readonly parentCode: string;
  readonly parentName: string;
  readonly units: number;
  readonly abolished: number;
  /** Units whose code stands under an unlike name: renumbered lists, or names beside other codes. */
  readonly renamed: number;
}

/**
 * Units of the earlier edition that would lose more than a fifth of the units directly in them to
 * the later one: no proposed change carries them on, whoever has their code. Or their codes stand
 * under unlike names, as throughout a file whose names slipped by a line. A unit that is itself
 * abolished is named only where its loss is not told by what it lay in: one county of many is no fifth
 * of its prefecture, yet all of its villages are gone.
 */
export function lossesBetween(
  earlier: readonly RegisterRow[],
  later: readonly RegisterRow[],
  changes: readonly ProposedChange[],
): Loss[] {
  const gone = changes.filter(({ kind }) => kind === 'abolish').map(({ from }) => from[0] ?? '');
  const abolished = new Set(gone);
  const nameNow = new Map(later.map(({ code, name }) => [code, name]));
  const parents = new Map<string, Superior>();
  for (const row of earlier) {
    const above = row.parentCode ?? '';
    parents.set(row.code, { name: row.name, above, units: 0, abolished: 0, renamed: 0 });
    const parent = parents.get(above);
    if (!parent) continue;
    parent.units += 1;
    if (abolished.has(row.code)) parent.abolished += 1;
    if (isAnotherName(row, nameNow.get(row.code) ?? row.name)) parent.renamed += 1;
  }
  const losing = new Set([...parents].flatMap(([code, some]) => (isMuch(some) ? code : [])));
  return [...parents]
    .filter(([code, { above }]) => losing.has(code) && !(abolished.has(code) && losing.has(above)))
    .map(([parentCode, { name: parentName, units, abolished: lost, renamed }]) => {
      return { parentCode, parentName, units, abolished: lost, renamed };
    });
}

interface Superior {
  readonly name: string;
  readonly above: string;
  units: number;
  abolished: number;
  renamed: number;
}

function isMuch({ units, abolished, renamed }: Superior): boolean {
  return abolished * ONE_IN > units || (renamed >= RENAMED_MIN && renamed * ONE_IN > units);
}

function isAnotherName({ name, level }: RegisterRow, now: string): boolean {
  if (name === now) return false;
  const [was, is] = [placeName(name, level).stem, placeName(now, level).stem];
  return likeness(was, is) < LIKE;
}

/** The regions of a country that a register no longer has at all. */
export function lossOfRegions(earlier: readonly string[], later: readonly string[]): Loss[] {
  const gone = earlier.filter((region) => !later.includes(region)).length;
  if (gone * ONE_IN <= earlier.length) return [];
  return [{ parentCode: '', parentName: '', units: earlier.length, abolished: gone, renamed: 0 }];
}

const TOKEN_CHARACTERS = 16;

/** What confirms exactly these losses of exactly this file. */
export function confirmationOf(digest: string, losses: readonly Loss[]): string {
  const lines = losses.map(({ parentCode, units, abolished, renamed }) =>
    [parentCode, units, abolished, renamed].join(' '),
  );
  const hash = createHash('sha256').update([digest, ...lines].join('\n'));
  return hash.digest('hex').slice(0, TOKEN_CHARACTERS);
}
