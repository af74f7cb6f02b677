import { createHash } from 'node:crypto';
import type { ProposedChange } from '../lineage/change';
import type { RegisterRow } from '../register/register-row';

/** More than one in so many abolished needs a word (the rule: more than 20 %). */
const ONE_IN = 5;

/** A unit that would lose many of the units directly in it. */
export interface Loss {
  /** Empty for the country. */
  readonly parentCode: string;
  readonly parentName: string;
  readonly units: number;
  readonly abolished: number;
}

/**
 * Units of the earlier edition that would lose more than a fifth of the units directly in them to
 * the later one: their code is no longer stated and no proposed change carries them on. A unit that
 * is itself abolished is named only where its loss is not told by what it lay in: one county of many
 * is no fifth of its prefecture, yet all of its villages are gone.
 */
export function lossesBetween(
  earlier: readonly RegisterRow[],
  later: readonly RegisterRow[],
  changes: readonly ProposedChange[],
): Loss[] {
  const abolished = abolishedCodes(later, changes);
  const parents = new Map<string, Superior>();
  for (const { code, name, parentCode } of earlier) {
    parents.set(code, { name, above: parentCode ?? '', units: 0, abolished: 0 });
    const parent = parents.get(parentCode ?? '');
    if (!parent) continue;
    parent.units += 1;
    if (abolished.has(code)) parent.abolished += 1;
  }
  const losing = new Set(
    [...parents].flatMap(([code, { units, abolished: lost }]) =>
      lost * ONE_IN > units ? code : [],
    ),
  );
  return [...parents]
    .filter(([code, { above }]) => losing.has(code) && !(abolished.has(code) && losing.has(above)))
    .map(([parentCode, { name, units, abolished: lost }]) => ({
      parentCode,
      parentName: name,
      units,
      abolished: lost,
    }));
}

interface Superior {
  readonly name: string;
  readonly above: string;
  units: number;
  abolished: number;
}

function abolishedCodes(
  later: readonly RegisterRow[],
  changes: readonly ProposedChange[],
): ReadonlySet<string> {
  const stated = new Set(later.map(({ code }) => code));
  const gone = changes.filter(({ kind, from }) => kind === 'abolish' && !stated.has(from[0] ?? ''));
  return new Set(gone.map(({ from }) => from[0] ?? ''));
}

/** The regions of a country that a register no longer has at all. */
export function lossOfRegions(earlier: readonly string[], later: readonly string[]): Loss[] {
  const gone = earlier.filter((region) => !later.includes(region)).length;
  if (gone * ONE_IN <= earlier.length) return [];
  return [{ parentCode: '', parentName: '', units: earlier.length, abolished: gone }];
}

const TOKEN_CHARACTERS = 16;

/** What confirms exactly these losses of exactly this file. */
export function confirmationOf(digest: string, losses: readonly Loss[]): string {
  const lines = losses.map(({ parentCode, units, abolished }) =>
    [parentCode, units, abolished].join(' '),
  );
  const hash = createHash('sha256').update([digest, ...lines].join('\n'));
  return hash.digest('hex').slice(0, TOKEN_CHARACTERS);
}
