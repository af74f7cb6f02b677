import type { RegisterRow } from '../../register/register-row';
import type { Confidence } from '../proposing/change-reasons';
import { append, type Edition } from '../edition';
import type { Pairing, Reading } from './pairing';
import { linkUnlessDivided } from '../proposing/remaining-part';
import { sharedBelow } from './shared-below';

/** A name that more units of the region bear says nothing outside its own list. */
const COMMON = 3;
/** One character is no name to go by outside its list. */
const SHORT = 1;
const COUNTY_DIGITS = 6;
/** So many pairs of one name are looked at; a nation's editions need 20,114 at most. */
const PAIRS_MAX = 2_000_000;

interface Move {
  readonly row: RegisterRow;
  readonly other: RegisterRow;
}

/**
 * Units whose name is gone here and new in another list within the same stretch of codes: counties, or
 * more. The wider the stretch, the more must speak for it than the name.
 *
 * @param digits that all codes here share (as their counties live on)
 */
export function matchElsewhere(
  p: Pairing,
  digits: number,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const moves = movesOf(p, old, now);
  const ways = countWays(p, moves);
  const claims = new Map<RegisterRow, Move[]>();
  const { best, tied } = bestMoves(p, moves, ways);
  for (const move of best) append(claims, move.other, move);
  for (const move of tied) if (digits >= COUNTY_DIGITS || isCompany(p, move)) doubt(p, move);
  const read: [Move, Confidence][] = [];
  for (const found of claims.values()) {
    const [move] = found;
    const confidence = move && found.length === 1 ? sureness(p, digits, move, ways) : undefined;
    if (move && confidence) read.push([move, confidence]);
    else for (const one of found) doubt(p, one);
  }
  // Names can have changed places: what one of them left behind is then where another came from.
  const taken = new Set(read.map(([{ other }]) => other));
  for (const [move, confidence] of read) {
    const neighbours = neighboursOf(move, p, ways);
    const reason = neighbours > 0 ? 'moved-with-neighbours' : 'same-name-moved';
    const reading = { reason, confidence, parameters: { neighbours } } as const;
    linkUnlessDivided(p, move.row, move.other, reading, taken);
  }
}

function movesOf(p: Pairing, old: readonly RegisterRow[], now: readonly RegisterRow[]): Move[] {
  const gone = old.filter((row) => p.isOpenEarlier(row) && row.kind !== 'virtual');
  const come = now.filter((row) => p.isOpenLater(row) && row.kind !== 'virtual');
  const named = byStem(come, p.later);
  const common = doubtTooCommon(p, byStem(gone, p.earlier), named);
  const moves: Move[] = [];
  for (const row of gone) {
    const stem = p.earlier.stemOf(row);
    if (common.has(stem)) continue;
    for (const other of named.get(stem) ?? []) {
      if (agreesBelow(p, row, other)) moves.push({ row, other });
    }
  }
  return moves;
}

function byStem(rows: readonly RegisterRow[], edition: Edition): Map<string, RegisterRow[]> {
  const named = new Map<string, RegisterRow[]>();
  for (const row of rows) append(named, edition.stemOf(row), row);
  return named;
}

/**
 * A name gone here and new there makes as many pairs as have it here times there. Names are looked at
 * from the rarest on; of those left over, as in a file that gives all its units one name, a person must
 * say what became of what.
 */
function doubtTooCommon(
  p: Pairing,
  gone: ReadonlyMap<string, readonly RegisterRow[]>,
  come: ReadonlyMap<string, readonly RegisterRow[]>,
): ReadonlySet<string> {
  let left = PAIRS_MAX;
  const names = [...gone].map(([stem, rows]) => {
    const others = come.get(stem) ?? [];
    return { stem, rows, others, pairs: rows.length * others.length };
  });
  names.sort((a, b) => a.pairs - b.pairs);
  const common = names.filter(({ pairs }) => (left -= pairs) < 0);
  for (const { rows, others } of common) {
    for (const row of rows) p.doubt('earlier', row, NAME_APPEARS);
    for (const other of others) p.doubt('later', other, NAME_VANISHES);
  }
  return new Set(common.map(({ stem }) => stem));
}

/** Two lists below that have nothing in common belong to two units that share a name. */
function agreesBelow(p: Pairing, row: RegisterRow, other: RegisterRow): boolean {
  if (row.level === 5) return true;
  const fewest = Math.min(p.earlier.stemsBelow(row.code).size, p.later.stemsBelow(other.code).size);
  return fewest < 3 || sharedBelow(p, row, other).many > 0;
}

const wayOf = ({ row, other }: Move): string => `${row.parentCode} ${other.parentCode}`;

/** How many names that are not common went from one list to another. */
function countWays(p: Pairing, moves: readonly Move[]): Map<string, number> {
  const ways = new Map<string, number>();
  for (const move of moves) {
    if (isRare(p, move.row)) ways.set(wayOf(move), (ways.get(wayOf(move)) ?? 0) + 1);
  }
  return ways;
}

function isRare(p: Pairing, row: RegisterRow): boolean {
  const stem = p.earlier.stemOf(row);
  const times = Math.max(
    p.earlier.timesNamed(row.level, stem),
    p.later.timesNamed(row.level, stem),
  );
  return stem.length > SHORT && times <= COMMON;
}

function neighboursOf(move: Move, p: Pairing, ways: ReadonlyMap<string, number>): number {
  return (ways.get(wayOf(move)) ?? 0) - (isRare(p, move.row) ? 1 : 0);
}

/** For each unit the place that most speaks for, or all that are as good. */
function bestMoves(
  p: Pairing,
  moves: readonly Move[],
  ways: ReadonlyMap<string, number>,
): { best: Move[]; tied: Move[] } {
  const choices = new Map<RegisterRow, Move[]>();
  for (const move of moves) append(choices, move.row, move);
  const weigh = (move: Move): number => (went(p, move) ? 1000 : 0) + neighboursOf(move, p, ways);
  const [best, tied]: [Move[], Move[]] = [[], []];
  for (const found of choices.values()) {
    let most = -Infinity;
    let first: Move[] = [];
    for (const move of found) {
      const weight = weigh(move);
      if (weight > most) [most, first] = [weight, []];
      if (weight === most) first.push(move);
    }
    for (const move of first) (first.length === 1 ? best : tied).push(move);
  }
  return { best, tied };
}

/** Companies have numbers for names, and regiments move whole: from a list that ended to a new one. */
function isCompany(p: Pairing, { row, other }: Move): boolean {
  return p.earlier.stemOf(row).endsWith('连') && isLoose(p, { row, other });
}

/** One of the two lists ended or began: what was in it must have gone, or come, somewhere. */
function isLoose(p: Pairing, { row, other }: Move): boolean {
  return (
    p.heirOf(row.parentCode ?? '') === undefined || p.originOf(other.parentCode ?? '') === undefined
  );
}

const went = (p: Pairing, { row, other }: Move): boolean =>
  p.wentTo(row.parentCode ?? '', other.parentCode ?? '');

/** How sure a move is; nothing, where the name alone is too little. */
function sureness(
  p: Pairing,
  digits: number,
  move: Move,
  ways: ReadonlyMap<string, number>,
): Confidence | undefined {
  const { row, other } = move;
  if (went(p, move)) return 'firm';
  const neighbours = neighboursOf(move, p, ways);
  const isNear = digits >= COUNTY_DIGITS;
  if (neighbours >= 2) return 'firm';
  const hasMatchBelow = row.level < 5 && sharedBelow(p, row, other).many >= 2;
  if (hasMatchBelow) return 'firm';
  if (!isRare(p, row)) return neighbours === 1 ? 'likely' : undefined;
  if (isNear) return isLoose(p, move) && isUnique(p, row) ? 'firm' : 'likely';
  return neighbours === 1 || row.level < 5 ? 'likely' : undefined;
}

/** A longer name that no other unit of the region bears, before or after. */
function isUnique(p: Pairing, row: RegisterRow): boolean {
  const stem = p.earlier.stemOf(row);
  const times = [p.earlier, p.later].map((edition) => edition.timesNamed(row.level, stem));
  return stem.length > 2 && row.level === 5 && times.every((many) => many === 1);
}

const NAME_APPEARS: Reading = { reason: 'same-name-appears', confidence: 'likely' };
const NAME_VANISHES: Reading = { reason: 'same-name-vanishes', confidence: 'likely' };

function doubt(p: Pairing, { row, other }: Move): void {
  p.doubt('earlier', row, NAME_APPEARS);
  p.doubt('later', other, NAME_VANISHES);
}
