import { type Fact, type Scan, contentDigest, isSameScan, mergeResent } from './fact';

/** When it happened, then scanId by code units, then what it says: the one order facts are read in. */
function compareFacts(a: Fact, b: Fact): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt;
  if (a.scanId !== b.scanId) return a.scanId < b.scanId ? -1 : 1;
  return contentDigest(a) - contentDigest(b);
}

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
 * Joins scans that arrived, in whatever order and however often, with the facts known so far.
 * This is the only place where order is restored.
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
      insert(facts, scan);
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

/** Scans mostly come in order, so the search starts at the end. */
function insert(facts: Fact[], fact: Fact): void {
  let at = facts.length;
  while (at > 0 && compareFacts(facts[at - 1] as Fact, fact) > 0) at--;
  facts.splice(at, 0, fact);
}
