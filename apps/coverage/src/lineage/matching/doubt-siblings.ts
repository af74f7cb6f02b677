import type { RegisterRow } from '../../register/register-row';
import { likeness } from '../names/name-likeness';
import type { Pairing, Reading } from './pairing';

const SOMEWHAT_LIKE = 0.5;
/** Names of two characters are alike by chance: 王庄 and 李庄. */
const LONG = 3;
const BLEND_CHARACTERS_MAX = 4;

const WITHIN: Reading = { reason: 'name-within-name', confidence: 'likely' };
const MANY: Reading = { reason: 'too-many-to-compare', confidence: 'likely' };
const BLEND: Reading = { reason: 'name-of-parts', confidence: 'likely' };

/**
 * Names that end and names that begin in one list are less sure to have nothing to do with each other
 * where they are alike, or the new one is made of pieces of old ones.
 */
export function doubtSiblings(p: Pairing, superior: string, heir: string): void {
  const now = p.openBelowLater(heir);
  if (now.length === 0) return;
  const old = p.openBelowEarlier(superior);
  for (const other of now) {
    for (const row of old) {
      if (!isAlike(p.earlier.stemOf(row), p.later.stemOf(other))) continue;
      p.doubt('earlier', row, WITHIN);
      p.doubt('later', other, WITHIN);
    }
    for (const row of piecesOf(p, other, old)) {
      p.doubt('earlier', row, BLEND);
      p.doubt('later', other, BLEND);
    }
  }
}

/** Of lists too long to compare name by name a person must say what became of what is open. */
export function doubtAll(p: Pairing, superior: string, heir: string): void {
  for (const row of p.openBelowEarlier(superior)) p.doubt('earlier', row, MANY);
  for (const other of p.openBelowLater(heir)) p.doubt('later', other, MANY);
}

function isAlike(a: string, b: string): boolean {
  if (a.length < 2 || b.length < 2) return false;
  if (a.includes(b) || b.includes(a)) return true;
  return Math.max(a.length, b.length) >= LONG && likeness(a, b) >= SOMEWHAT_LIKE;
}

/** 长和 of 长彭 and 人和: the gone units whose names the new one takes a character of, if all come so. */
function piecesOf(p: Pairing, other: RegisterRow, old: readonly RegisterRow[]): RegisterRow[] {
  const characters = [...p.later.stemOf(other)];
  if (characters.length < 2 || characters.length > BLEND_CHARACTERS_MAX) return [];
  const givers = characters.map((character) =>
    old.filter((row) => p.earlier.stemOf(row).includes(character)),
  );
  return givers.every((rows) => rows.length > 0) ? givers.flat() : [];
}
