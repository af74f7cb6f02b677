import type { RegisterRow } from '../../register/register-row';
import { append } from '../edition';
import { areToldApart, likeness } from '../names/name-likeness';
import type { Pairing } from './pairing';
import { sharedBelow } from './shared-below';

const LIKE = 0.5;
const VERY_LIKE = 0.6;
const SOME_BELOW = 0.3;
/** From so many rows that kept their name and took another number on, a list counts as renumbered. */
const RENUMBERED = 2;

/** Reads what became of the units below one superior, in the list below what it lives on as. */
export function matchSiblings(pairing: Pairing, superior: string, heir: string): void {
  const isMoved = superior !== heir;
  matchSameNumber(pairing, superior, heir, isMoved);
  matchSameName(pairing, superior, heir, isMoved);
}

/** What is left once names that live on elsewhere, or in parts, are found. */
export function matchRenamed(pairing: Pairing, superior: string, heir: string): void {
  const isMoved = superior !== heir;
  matchKeptNumber(pairing, superior, heir, isMoved);
  matchLikeName(pairing, superior, heir);
}

const numberOf = (code: string, superior: string): string => code.slice(superior.length);

/** The same number in the list, and a name that is the same up to its ending. */
function matchSameNumber(p: Pairing, superior: string, heir: string, isMoved: boolean): void {
  let spelled: Map<string, RegisterRow[]> | undefined;
  for (const row of p.openBelowEarlier(superior)) {
    const other = p.later.find(heir + numberOf(row.code, superior));
    if (!other || !p.isOpenLater(other)) continue;
    const [a, b] = [p.earlier.nameOf(row), p.later.nameOf(other)];
    if (a.stem !== b.stem) continue;
    const sameSpelling = a.spelling === b.spelling;
    // Where the very name stands under another number, the number proves nothing.
    if (!sameSpelling) {
      spelled ??= grouped(p.later.childrenOf(heir), (l) => p.later.nameOf(l).spelling);
      if (spelled.get(a.spelling)?.some((l) => p.isOpenLater(l))) continue;
    }
    const reason = isMoved ? 'superior-recoded' : 'ending-changed';
    p.link(row, other, { reason, confidence: 'certain' });
  }
}

/** Another number, and the same name: first as it is spelled, then without its ending. */
function matchSameName(p: Pairing, superior: string, heir: string, isMoved: boolean): void {
  for (const part of ['spelling', 'stem'] as const) {
    const old = grouped(p.openBelowEarlier(superior), (row) => p.earlier.nameOf(row)[part]);
    const now = grouped(p.openBelowLater(heir), (row) => p.later.nameOf(row)[part]);
    for (const [name, rows] of old) {
      const others = now.get(name);
      const [row, other] = [rows[0], others?.[0]];
      if (!row || !other || !others) continue;
      if (rows.length === 1 && others.length === 1) {
        const reason = isMoved ? 'superior-recoded-renumbered' : 'same-name-beside';
        const isSure = (row.kind === 'virtual') === (other.kind === 'virtual');
        p.link(row, other, {
          reason: part === 'spelling' ? reason : 'same-stem-beside',
          confidence: isSure ? 'certain' : 'likely',
        });
      }
    }
  }
}

/** The same number under another name, where nothing speaks against it. */
function matchKeptNumber(p: Pairing, superior: string, heir: string, isMoved: boolean): void {
  const open = p.openBelowEarlier(superior);
  if (open.length === 0) return;
  const renumbered = renumberedBlocks(p, superior, heir);
  for (const row of open) {
    const number = numberOf(row.code, superior);
    const other = p.later.find(heir + number);
    if (!other || !p.isOpenLater(other)) continue;
    const like = likeness(p.earlier.stemOf(row), p.later.stemOf(other));
    const isListMoved = (renumbered.get(blockOf(number)) ?? 0) >= RENUMBERED;
    if (like < LIKE && (isListMoved || isAnotherUnit(p, row, other))) {
      p.doubt('earlier', row, { reason: 'code-taken', confidence: 'likely' });
      p.doubt('later', other, { reason: 'code-taken', confidence: 'likely' });
      continue;
    }
    const isDoubtful = isMoved || speaksAgainst(p, row, other) || takesIn(p, row, other, open);
    p.link(row, other, {
      reason: like >= LIKE ? 'name-mended' : 'code-kept',
      confidence: isDoubtful ? 'likely' : 'firm',
    });
  }
}

/** A place-holder and a place, or two units with nothing in common below them. */
function isAnotherUnit(p: Pairing, row: RegisterRow, other: RegisterRow): boolean {
  if ((row.kind === 'virtual') !== (other.kind === 'virtual')) return true;
  const { size } = p.earlier.stemsBelow(row.code);
  return size >= 3 && p.later.stemsBelow(other.code).size >= 3 && !hasSomeBelow(p, row, other);
}

/** The name stands elsewhere too, or what is below has changed with it. */
function speaksAgainst(p: Pairing, row: RegisterRow, other: RegisterRow): boolean {
  if (p.doubtOf(row.code, 'earlier') || p.doubtOf(other.code, 'later')) return true;
  return row.level < 5 && p.earlier.stemsBelow(row.code).size > 1 && !hasSomeBelow(p, row, other);
}

/** The name grew by what another that is gone was called: perhaps both became one. */
function takesIn(
  p: Pairing,
  row: RegisterRow,
  other: RegisterRow,
  gone: readonly RegisterRow[],
): boolean {
  const [was, is] = [p.earlier.stemOf(row), p.later.stemOf(other)];
  if (is.length <= was.length && !is.includes(was)) return false;
  const added = [...is].filter((character) => !was.includes(character));
  return gone.some(
    (one) => one !== row && added.some((character) => p.earlier.stemOf(one).includes(character)),
  );
}

const hasSomeBelow = (p: Pairing, row: RegisterRow, other: RegisterRow): boolean =>
  sharedBelow(p, row, other).share >= SOME_BELOW;

/** How many rows of each block of a list kept their name under another number. */
function renumberedBlocks(p: Pairing, superior: string, heir: string): Map<string, number> {
  const moved = new Map<string, number>();
  for (const row of p.earlier.childrenOf(superior)) {
    if (row.level < 4) break; // counties take another code for other reasons
    const now = p.heirOf(row.code);
    if (!now || now.parentCode !== heir) continue;
    const [was, is] = [numberOf(row.code, superior), numberOf(now.code, heir)];
    if (was === is || blockOf(was) !== blockOf(is)) continue;
    moved.set(blockOf(was), (moved.get(blockOf(was)) ?? 0) + 1);
  }
  return moved;
}

/** Lists of towns and villages are numbered in blocks, one for each kind; others hold all kinds. */
const blockOf = (number: string): string => (number.length === 3 ? (number[0] ?? '') : '');

/** Another number and a name that is nearly the same, each the other's only one. */
export function matchLikeName(p: Pairing, superior: string, heir: string): void {
  const old = p.openBelowEarlier(superior);
  const now = p.openBelowLater(heir);
  if (old.length === 0 || now.length === 0) return;
  for (const row of old) {
    const alike = now.filter((other) => isVeryLike(p, row, other));
    const [other] = alike;
    if (!other || alike.length > 1 || !p.isOpenLater(other)) continue;
    const back = old.filter((one) => isVeryLike(p, one, other));
    if (back.length === 1) p.link(row, other, { reason: 'like-name-beside', confidence: 'likely' });
  }
}

function isVeryLike(p: Pairing, row: RegisterRow, other: RegisterRow): boolean {
  const [a, b] = [p.earlier.stemOf(row), p.later.stemOf(other)];
  return likeness(a, b) >= VERY_LIKE && !areToldApart(a, b);
}

function grouped(rows: readonly RegisterRow[], keyOf: (row: RegisterRow) => string) {
  const groups = new Map<string, RegisterRow[]>();
  for (const row of rows) append(groups, keyOf(row), row);
  return groups;
}
