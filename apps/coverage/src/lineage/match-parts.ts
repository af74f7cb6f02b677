import type { RegisterRow } from '../register/register-row';
import type { Pairing } from './pairing';

const PART = /^(?:第?[一二三四五六七八九十]|[东西南北中上下前后新老甲乙])$/;

/** A village A that is gone where A一 and A二 are new, and the other way round. */
export function matchNamedParts(p: Pairing, superior: string, heir: string): void {
  const old = p.openBelowEarlier(superior);
  const now = p.openBelowLater(heir);
  if (old.length === 0 || now.length === 0) return;
  for (const row of old) {
    const parts = now.filter(
      (l) => p.isOpenLater(l) && isPart(p.earlier.stemOf(row), p.later.stemOf(l)),
    );
    if (parts.length < 2 || !p.isOpenEarlier(row)) continue;
    p.group({ kind: 'split', from: [row], to: parts, reason: 'name-divided', confidence: 'firm' });
  }
  for (const row of now) matchJoinedNames(p, row, old);
}

function matchJoinedNames(p: Pairing, row: RegisterRow, old: readonly RegisterRow[]): void {
  if (!p.isOpenLater(row)) return;
  const stem = p.later.stemOf(row);
  const open = old.filter((e) => p.isOpenEarlier(e));
  const parts = open.filter((e) => isPart(stem, p.earlier.stemOf(e)));
  if (parts.length >= 2) {
    p.group({
      kind: 'merge',
      from: parts,
      to: [row],
      reason: 'names-joined',
      confidence: 'likely',
    });
    return;
  }
  for (const a of open) {
    const b = open.find((o) => o !== a && stem === p.earlier.stemOf(a) + p.earlier.stemOf(o));
    if (!b) continue;
    p.group({ kind: 'merge', from: [a, b], to: [row], reason: 'names-joined', confidence: 'firm' });
    return;
  }
}

function isPart(whole: string, part: string): boolean {
  return part.startsWith(whole) && PART.test(part.slice(whole.length));
}
