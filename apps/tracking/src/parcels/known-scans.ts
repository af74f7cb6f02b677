import { insertInOrder } from './canonical-order';
import { type Fact, type Scan, isSameScan, mergeResent } from './fact';

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
  const added = new Set<Scan>();
  const earlier = new Set<Fact>();
  let resent = 0;
  for (const scan of arrived) {
    const at = facts.findIndex((fact) => isSameScan(fact, scan));
    if (at < 0) {
      insertInOrder(facts, scan);
      added.add(scan);
      continue;
    }
    resent++;
    const before = facts[at] as Fact;
    const merged = mergeResent(before, scan);
    if (merged === before) continue;
    facts[at] = merged;
    const isNew = added.delete(before);
    earlier.delete(before);
    (isNew ? added : earlier).add(merged);
  }
  return { facts, added: [...added], earlier: [...earlier], resent };
}
