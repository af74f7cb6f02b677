import { insertInOrder } from './fold/canonical-order';
import { type Fact, type Scan, isSameScan, mergeResent } from './fold/fact';

/** What taking in some scans did to a parcel's facts. */
export interface Intake {
  /** All facts, in canonical order. */
  readonly facts: readonly Fact[];
  /** Scans never seen before. */
  readonly added: readonly Scan[];
  /** Known scans of which an earlier report has turned up. */
  readonly earlier: readonly Fact[];
  /** Scans that told nothing new. */
  readonly resent: number;
}

/**
 * Joins scans that arrived with the facts known so far. A scan that came twice, in one batch or in
 * two, falls out here: the parcel's own facts say what is known, so no table is asked.
 *
 * @param known facts in canonical order
 * @param arrived scans in order of arrival
 */
export function takeIn(known: readonly Fact[], arrived: readonly Scan[]): Intake {
  const facts = known.slice();
  const added: Scan[] = [];
  const earlier: Fact[] = [];
  let resent = 0;
  for (const scan of arrived) {
    const at = indexOfSame(facts, scan);
    if (at < 0) {
      insertInOrder(facts, scan);
      added.push(scan);
      continue;
    }
    resent++;
    const before = facts[at] as Fact;
    const merged = mergeResent(before, scan);
    if (merged === before) continue;
    facts[at] = merged;
    const isNew = replace(added, before, merged);
    if (!isNew && !replace(earlier, before, merged)) earlier.push(merged);
  }
  return { facts, added, earlier, resent };
}

function indexOfSame(facts: readonly Fact[], scan: Scan): number {
  for (let i = facts.length - 1; i >= 0; i--) if (isSameScan(facts[i] as Fact, scan)) return i;
  return -1;
}

/** Whether `before` was in the list, which has `after` in its place now. */
function replace(list: Fact[], before: Fact, after: Fact): boolean {
  const at = list.indexOf(before);
  if (at >= 0) list[at] = after;
  return at >= 0;
}
