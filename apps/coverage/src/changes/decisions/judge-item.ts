import type { Day, ZhEn } from '@youlu/vocabulary';
import { hasSidesOfItsKind, sameCodes, type StatedChange } from '../../lineage/change';
import { regionOf } from '../../register/register-row';
import type { DecisionFault, DecisionItem, EditionPairDates, Wish } from './decision-item';
import type { StoredChange } from '../stored-change';

type Judged = { readonly wish: Wish } | { readonly fault: DecisionFault } | 'unchanged';

/**
 * What an item would do by itself; how it goes with the others is judged after.
 *
 * @param standing the change it speaks of, if that stands
 * @param dates the loaded editions, oldest first
 */
export function judgeItem(
  item: DecisionItem,
  standing: StoredChange | undefined,
  dates: readonly Day[],
): Judged {
  const fault = (field: string, code: string, reason: ZhEn, fix: ZhEn) => ({
    fault: { line: item.line, field, code, reason, fix },
  });
  if (item.word !== 'add' && !standing) {
    const id = item.changeId ?? '';
    const reason: ZhEn = `变更 ${id} 已被取代或从未有过。no change ${id} stands: it was superseded, or never was`;
    const fix: ZhEn = '请重新读取清单后再作审定。read the list again and decide anew';
    return fault('change_id', 'change-unknown', reason, fix);
  }
  const pair = standing ?? item.pair;
  if (!pair || !areNeighbours(pair, dates)) {
    const reason: ZhEn = `${pair?.earlier} 与 ${pair?.later} 不是先后相邻的两个名录版。${pair?.earlier} and ${pair?.later} are not neighbouring editions, earlier first`;
    const fix: ZhEn = `请填 ${dates.join(', ')} 中先后相邻的两个日期。write two dates that follow one another in ${dates.join(', ')}`;
    const code = pair && pair.earlier >= pair.later ? 'cycle' : 'not-neighbours';
    return fault('earlier', code, reason, fix);
  }
  if (standing && isSaid(item, standing)) return 'unchanged';
  const changes = changesOf(item, standing, pair);
  for (const change of changes) {
    const wrong = faultOf(change, pair);
    if (wrong) return fault(...wrong);
  }
  const { earlier, later } = pair;
  const status = item.word === 'reject' ? 'rejected' : 'accepted';
  const supersedes = standing ?? null;
  return { wish: { item, pair: { earlier, later }, supersedes, status, changes } };
}

function areNeighbours({ earlier, later }: EditionPairDates, dates: readonly Day[]): boolean {
  const at = dates.indexOf(earlier);
  return at >= 0 && dates[at + 1] === later;
}

function isSaid(item: DecisionItem, standing: StoredChange): boolean {
  const day = item.effectiveOn ?? standing.effectiveOn;
  if (item.word === 'accept') return standing.status === 'accepted' && day === standing.effectiveOn;
  if (item.word === 'reject') return standing.status === 'rejected';
  const [only] = item.stated;
  return (
    standing.status === 'accepted' &&
    item.stated.length === 1 &&
    only !== undefined &&
    only.kind === standing.kind &&
    sameCodes(only, standing) &&
    (only.effectiveOn ?? day) === standing.effectiveOn
  );
}

function changesOf(
  item: DecisionItem,
  standing: StoredChange | undefined,
  pair: EditionPairDates,
): Wish['changes'] {
  const day = item.effectiveOn ?? standing?.effectiveOn ?? pair.later;
  if (standing && (item.word === 'accept' || item.word === 'reject')) {
    const { kind, from, to } = standing;
    return [{ kind, from, to, effectiveOn: day }];
  }
  return item.stated.map((one) => ({ ...one, effectiveOn: one.effectiveOn ?? day }));
}

type Wrong = [field: string, code: string, reason: ZhEn, fix: ZhEn];

function faultOf(
  change: StatedChange & { readonly effectiveOn: Day },
  { earlier, later }: EditionPairDates,
): Wrong | undefined {
  const { kind, from, to, effectiveOn } = change;
  if (!hasSidesOfItsKind(change)) {
    const reason: ZhEn = `${kind} 不能由 ${from.length} 个单元变为 ${to.length} 个单元。a ${kind} of ${from.length} units to ${to.length} is none`;
    const fix: ZhEn =
      'create 只填 to 一个单元，abolish 只填 from 一个单元，merge 的 from 填多个，split 的 to 填多个，其余两侧各填一个。create names one unit in to, abolish one in from, merge several in from, split several in to, the others one in each';
    return ['kind', 'wrong-sides', reason, fix];
  }
  const twice = [from, to].some((codes) => new Set(codes).size < codes.length);
  if (twice) {
    const reason: ZhEn = '同一单元重复填写。a unit is named twice';
    return ['from', 'unit-repeated', reason, '每个单元请只填一次。name each unit once'];
  }
  if (new Set([...from, ...to].map(regionOf)).size > 1) {
    const reason: ZhEn = '所填单元分属两个省级区划。units of two provinces are named';
    const fix: ZhEn = '一项变更请只填同一省级区划内的单元。a change stays within one province';
    return ['from', 'other-region', reason, fix];
  }
  if (effectiveOn <= earlier || effectiveOn > later) {
    const reason: ZhEn = `${effectiveOn} 不在两个名录版之间，两个单元的有效期会重叠。${effectiveOn} is not between the editions: both units would hold on one day`;
    const fix: ZhEn = `请填 ${earlier} 之后、不晚于 ${later} 的日期。write a day after ${earlier}, at the latest ${later}`;
    return ['effective_on', 'overlapping-validity', reason, fix];
  }
  return undefined;
}
