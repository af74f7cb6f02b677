import { type Fact, contentDigest } from './fact';

/** When it happened, then scanId by code units, then what it says: the one order facts are read in. */
function compareFacts(a: Fact, b: Fact): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt;
  if (a.scanId !== b.scanId) return a.scanId < b.scanId ? -1 : 1;
  return contentDigest(a) - contentDigest(b);
}

/**
 * Puts a fact that came late, or on time, where it belongs. This is the only place where order is
 * restored; scans mostly come in order, so the search starts at the end.
 *
 * @param facts in canonical order, changed in place
 */
export function insertInOrder(facts: Fact[], fact: Fact): void {
  let at = facts.length;
  while (at > 0 && compareFacts(facts[at - 1] as Fact, fact) > 0) at--;
  facts.splice(at, 0, fact);
}
