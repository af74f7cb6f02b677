import type { Day, ZhEn } from '@youlu/vocabulary';
import { append } from '../../lineage/edition';
import { type DecisionFault, pairKey, type Wish } from './decision-item';
import { isInForce, type StoredChange } from '../stored-change';

/** A change in force that names a code on a side of a pair. */
interface Claim {
  readonly line: number | null;
  readonly changeId: string | null;
  readonly effectiveOn: Day;
}

/**
 * What is wrong with wishes taken together, and with what is in force: a unit that would have come
 * from two, one that would go on in two ways, and a code that would mean two units on one day. Every
 * line that takes part is named.
 *
 * @param others what stands about the same codes, on either side; what only the policy applied gives
 *   way to a wish that says the same end of a code, and holds otherwise
 */
export function judgeTogether(
  wishes: readonly Wish[],
  others: readonly StoredChange[],
): DecisionFault[] {
  const claims = claimsOf(wishes, others);
  const faults: DecisionFault[] = [];
  for (const [key, some] of claims) {
    const [, , side = '', code = ''] = key.split(' ');
    if (some.length > 1) for (const fault of faultsOf(some, side, code)) faults.push(fault);
  }
  for (const [key, [start]] of claims) {
    if (!key.includes(' to ')) continue;
    const [end] = claims.get(key.replace(' to ', ' from ')) ?? [];
    if (!start || !end || end.effectiveOn <= start.effectiveOn) continue;
    const code = key.split(' ')[3] ?? '';
    const lines = new Set([start.line, end.line]);
    for (const line of lines) if (line !== null) faults.push(overlap(line, code, end, start));
  }
  return faults;
}

function claimsOf(wishes: readonly Wish[], others: readonly StoredChange[]): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  const superseded = new Set(wishes.map(({ supersedes }) => supersedes?.changeId));
  for (const { item, pair, status, changes } of wishes) {
    if (!isInForce(status)) continue;
    for (const change of changes) {
      const { effectiveOn } = change;
      const claim = { line: item.line, changeId: null, effectiveOn };
      for (const key of keysOf({ ...change, ...pair })) append(claims, key, claim);
    }
  }
  const wished = new Set(claims.keys());
  for (const change of others) {
    if (!isInForce(change.status) || superseded.has(change.changeId)) continue;
    const keys = keysOf(change);
    if (change.status === 'applied' && keys.some((key) => wished.has(key))) continue; // gives way
    const { changeId, effectiveOn } = change;
    for (const key of keys) append(claims, key, { line: null, changeId, effectiveOn });
  }
  return claims;
}

function keysOf(change: Pick<StoredChange, 'earlier' | 'later' | 'from' | 'to'>): string[] {
  const pair = pairKey(change);
  return [
    ...change.from.map((code) => `${pair} from ${code}`),
    ...change.to.map((code) => `${pair} to ${code}`),
  ];
}

const CLAIMS_NAMED_MAX = 10;

function faultsOf(claims: readonly Claim[], side: string, code: string): DecisionFault[] {
  const { zh, en } = namesOf(claims);
  const isOrigin = side === 'to';
  const reason: ZhEn = isOrigin
    ? `${zh}各自认定了 ${code} 的来源。${en} each say where ${code} comes from`
    : `${zh}各自认定了 ${code} 的去向。${en} each say what becomes of ${code}`;
  return claims.flatMap(({ line }) =>
    line === null
      ? []
      : [
          {
            line,
            field: side,
            code: isOrigin ? 'two-parents' : 'two-fates',
            reason,
            fix: '请只保留其一，或合为一项写明全部单元的合并（merge）或拆分（split）。keep one of them, or state one merge or split that names all units',
          },
        ],
  );
}

function namesOf(claims: readonly Claim[]): { zh: string; en: string } {
  const named = claims.slice(0, CLAIMS_NAMED_MAX);
  const more = claims.length - CLAIMS_NAMED_MAX;
  const zh = named.map(({ line, changeId }) =>
    line === null ? `变更 ${changeId}` : `第 ${line} 行`,
  );
  const en = named.map(({ line, changeId }) =>
    line === null ? `change ${changeId}` : `line ${line}`,
  );
  if (more <= 0) return { zh: zh.join('、'), en: en.join(' and ') };
  return { zh: `${zh.join('、')}及另外 ${more} 处`, en: `${en.join(' and ')} and ${more} more` };
}

/** @param end by which a unit leaves the code, later than `start`, by which another takes it */
function overlap(line: number, code: string, end: Claim, start: Claim): DecisionFault {
  const [leaves, takes] = [namesOf([end]), namesOf([start])];
  return {
    line,
    field: 'effective_on',
    code: 'overlapping-validity',
    reason: `${code} 会在同一天指代两个单元：让出该代码的单元停用更晚，有效期重叠（${leaves.zh}：${end.effectiveOn} 让出；${takes.zh}：${start.effectiveOn} 启用）。${code} would mean two units on one day: the one that leaves it stays longer (${leaves.en}: until ${end.effectiveOn}; ${takes.en}: from ${start.effectiveOn})`,
    fix: '让出代码的单元，其生效日期不得晚于另一单元启用该代码之日；两项可在同一清单中一并审定。let the unit that leaves the code go on or before the day the other takes it; both can be decided in one list',
  };
}
