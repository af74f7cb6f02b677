import type { RegisterRow } from '../register/register-row';
import { append } from './edition';
import { compare } from './match-below';
import type { Pairing } from './pairing';

/** A name that so many units of the region bear says nothing outside its own list. */
const COMMON = 3;

interface Move {
  readonly row: RegisterRow;
  readonly other: RegisterRow;
}

/** Units whose name is gone here and new in another list within the same stretch of codes. */
export function matchElsewhere(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const moves = movesOf(p, old, now);
  const together = new Map<string, number>();
  for (const { row, other } of moves) {
    const way = wayOf(row, other);
    together.set(way, (together.get(way) ?? 0) + 1);
  }
  const choices = new Map<RegisterRow, Move[]>();
  const claims = new Map<RegisterRow, number>();
  for (const move of moves) {
    choices.set(move.row, [...(choices.get(move.row) ?? []), move]);
  }
  const best: Move[] = [];
  for (const [, found] of choices) {
    const ranked = found.toSorted((a, b) => weight(p, b, together) - weight(p, a, together));
    const [first, second] = ranked;
    if (!first) continue;
    if (second && weight(p, second, together) === weight(p, first, together)) continue;
    best.push(first);
    claims.set(first.other, (claims.get(first.other) ?? 0) + 1);
  }
  for (const move of best) linkMove(p, move, together, claims.get(move.other) ?? 0);
}

function movesOf(p: Pairing, old: readonly RegisterRow[], now: readonly RegisterRow[]): Move[] {
  const named = new Map<string, RegisterRow[]>();
  for (const other of now) {
    if (!p.isOpenLater(other)) continue;
    const stem = p.later.stemOf(other);
    append(named, stem, other);
  }
  return old
    .filter((row) => p.isOpenEarlier(row) && row.kind !== 'virtual')
    .flatMap((row) => (named.get(p.earlier.stemOf(row)) ?? []).map((other) => ({ row, other })))
    .filter(({ row, other }) => other.kind !== 'virtual' && agreesBelow(p, row, other));
}

/** Two lists below that have nothing in common belong to two units that share a name. */
function agreesBelow(p: Pairing, row: RegisterRow, other: RegisterRow): boolean {
  if (row.level === 5) return true;
  const fewest = Math.min(p.earlier.stemsBelow(row.code).size, p.later.stemsBelow(other.code).size);
  return fewest < 3 || compare(p, row, other).many > 0;
}

const wayOf = (row: RegisterRow, other: RegisterRow): string =>
  `${row.parentCode} ${other.parentCode}`;

/** How much speaks for a move: that its superior's ground went there, and neighbours with it. */
function weight(p: Pairing, { row, other }: Move, together: Map<string, number>): number {
  const went = p.wentTo(row.parentCode ?? '', other.parentCode ?? '');
  return (went ? 1000 : 0) + (together.get(wayOf(row, other)) ?? 0);
}

function linkMove(p: Pairing, move: Move, together: Map<string, number>, claims: number): void {
  const { row, other } = move;
  if (claims > 1 || !p.isOpenEarlier(row) || !p.isOpenLater(other)) return;
  const stem = p.earlier.stemOf(row);
  const isRare =
    Math.max(p.earlier.timesNamed(row.level, stem), p.later.timesNamed(row.level, stem)) <= COMMON;
  const went = p.wentTo(row.parentCode ?? '', other.parentCode ?? '');
  const neighbours = (together.get(wayOf(row, other)) ?? 1) - 1;
  const loose =
    p.heirOf(row.parentCode ?? '') === undefined ||
    p.originOf(other.parentCode ?? '') === undefined;
  if (went || neighbours >= 1) {
    const isSure = went || neighbours >= 2 || (isRare && loose);
    p.link(row, other, {
      reason: 'moved-with-neighbours',
      confidence: isSure ? 'firm' : 'likely',
      parameters: { neighbours },
    });
  } else if (isRare) {
    p.link(row, other, { reason: 'same-name-moved', confidence: loose ? 'firm' : 'likely' });
  } else {
    p.doubt('earlier', row, { reason: 'same-name-appears', confidence: 'likely' });
    p.doubt('later', other, { reason: 'same-name-vanishes', confidence: 'likely' });
  }
}
