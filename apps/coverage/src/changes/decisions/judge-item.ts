import type { Day } from '@youlu/vocabulary';
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
  const fault = (field: string, code: string, reason: string, fix: string) => ({
    fault: { line: item.line, field, code, reason, fix },
  });
  if (item.word !== 'add' && !standing) {
    const reason = `no change ${item.changeId ?? ''} stands: it was superseded, or never was`;
    return fault('change_id', 'change-unknown', reason, 'read the list again and decide anew');
  }
  const pair = standing ?? item.pair;
  if (!pair || !areNeighbours(pair, dates)) {
    const reason = `${pair?.earlier} and ${pair?.later} are not neighbouring editions, earlier first`;
    const fix = `write two dates that follow one another in ${dates.join(', ')}`;
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

type Said = [field: string, code: string, reason: string, fix: string];

function faultOf(
  change: StatedChange & { readonly effectiveOn: Day },
  { earlier, later }: EditionPairDates,
): Said | undefined {
  const { kind, from, to, effectiveOn } = change;
  if (!hasSidesOfItsKind(change)) {
    const reason = `a ${kind} of ${from.length} units to ${to.length} is none`;
    const fix =
      'create names one unit in to, abolish one in from, merge several in from, split several in to, the others one in each';
    return ['kind', 'wrong-sides', reason, fix];
  }
  const twice = [from, to].some((codes) => new Set(codes).size < codes.length);
  if (twice) return ['from', 'unit-repeated', 'a unit is named twice', 'name each unit once'];
  if (new Set([...from, ...to].map(regionOf)).size > 1) {
    const reason = 'units of two provinces are named';
    return ['from', 'other-region', reason, 'a change stays within one province'];
  }
  if (effectiveOn <= earlier || effectiveOn > later) {
    const reason = `${effectiveOn} is not between the editions: both units would hold on one day`;
    const fix = `write a day after ${earlier}, at the latest ${later}`;
    return ['effective_on', 'overlapping-validity', reason, fix];
  }
  return undefined;
}
