import type { RegisterRow } from '../../register/register-row';
import type { Pairing } from './pairing';

const PART = /^(?:第?[一二三四五六七八九十]|[东西南北中上下前后新老甲乙])$/;
const QUARTER = /^[东西南北中上下前后左右大小新老]$/;

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
  const tried = new Set<string>();
  for (const a of open) {
    const begin = p.earlier.stemOf(a);
    if (!stem.startsWith(begin) || tried.has(begin)) continue;
    tried.add(begin);
    const b = open.find((o) => o !== a && joins(begin, p.earlier.stemOf(o), stem));
    if (!b) continue;
    const isSure = [a, b].every((one) => !QUARTER.test(p.earlier.stemOf(one)));
    const confidence = isSure ? 'firm' : 'likely';
    p.group({ kind: 'merge', from: [a, b], to: [row], reason: 'names-joined', confidence });
    return;
  }
}

/** 徐庄 and 张大庙 make 徐庄张大庙, or 徐庄张大庙新村. */
const joins = (a: string, b: string, stem: string): boolean =>
  stem === a + b || stem === `${a + b}新`;

/** 乌尊一 and 第二乌尊 of 乌尊; 上阿西尔 of 阿西尔. */
function isPart(whole: string, part: string): boolean {
  if (part.length <= whole.length) return false;
  if (part.startsWith(whole)) return PART.test(part.slice(whole.length));
  return part.endsWith(whole) && QUARTER.test(part.slice(0, -whole.length));
}
