import type { RegisterRow } from '../register/register-row';
import { append } from './edition';
import { likeness } from './name-likeness';
import type { Pairing } from './pairing';

const LIKE = 0.5;
const VERY_LIKE = 0.6;
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
  for (const row of p.openBelowEarlier(superior)) {
    const other = p.later.find(heir + numberOf(row.code, superior));
    if (!other || !p.isOpenLater(other)) continue;
    const [a, b] = [p.earlier.nameOf(row), p.later.nameOf(other)];
    if (a.stem !== b.stem) continue;
    const sameSpelling = a.spelling === b.spelling;
    if (!sameSpelling && spelledElsewhere(p, row, other, heir)) continue;
    const reason = isMoved ? 'superior-recoded' : 'ending-changed';
    p.link(row, other, { reason, confidence: 'certain' });
  }
}

/** Whether the very name stands under another number: then the number proves nothing. */
function spelledElsewhere(p: Pairing, row: RegisterRow, other: RegisterRow, heir: string): boolean {
  const { spelling } = p.earlier.nameOf(row);
  return p.openBelowLater(heir).some((l) => l !== other && p.later.nameOf(l).spelling === spelling);
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
        p.link(row, other, {
          reason: part === 'spelling' ? reason : 'same-stem-beside',
          confidence: 'certain',
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
    if (!other || !p.isOpenLater(other) || other.kind !== row.kind) continue;
    const like = likeness(p.earlier.stemOf(row), p.later.stemOf(other));
    const isListMoved = (renumbered.get(blockOf(number)) ?? 0) >= RENUMBERED;
    if (like >= LIKE) {
      p.link(row, other, { reason: 'name-mended', confidence: isMoved ? 'likely' : 'firm' });
    } else if (!isListMoved) {
      p.link(row, other, { reason: 'code-kept', confidence: isMoved ? 'likely' : 'firm' });
    }
  }
}

/** How many rows of each block of a list kept their name under another number. */
function renumberedBlocks(p: Pairing, superior: string, heir: string): Map<string, number> {
  const moved = new Map<string, number>();
  for (const row of p.earlier.childrenOf(superior)) {
    const now = p.heirOf(row.code);
    if (!now || now.parentCode !== heir) continue;
    const [was, is] = [numberOf(row.code, superior), numberOf(now.code, heir)];
    if (was === is || blockOf(was) !== blockOf(is)) continue;
    moved.set(blockOf(was), (moved.get(blockOf(was)) ?? 0) + 1);
  }
  return moved;
}

const blockOf = (number: string): string => (number.length === 3 ? (number[0] ?? '') : '');

/** Another number and a name that is nearly the same, each the other's only one. */
function matchLikeName(p: Pairing, superior: string, heir: string): void {
  const old = p.openBelowEarlier(superior);
  const now = p.openBelowLater(heir);
  if (old.length === 0 || now.length === 0) return;
  for (const row of old) {
    const stem = p.earlier.stemOf(row);
    const alike = now.filter((l) => likeness(stem, p.later.stemOf(l)) >= VERY_LIKE);
    const [other] = alike;
    if (!other || alike.length > 1 || !p.isOpenLater(other)) continue;
    const back = old.filter(
      (e) => likeness(p.earlier.stemOf(e), p.later.stemOf(other)) >= VERY_LIKE,
    );
    if (back.length === 1) p.link(row, other, { reason: 'like-name-beside', confidence: 'likely' });
  }
}

function grouped(rows: readonly RegisterRow[], keyOf: (row: RegisterRow) => string) {
  const groups = new Map<string, RegisterRow[]>();
  for (const row of rows) append(groups, keyOf(row), row);
  return groups;
}
