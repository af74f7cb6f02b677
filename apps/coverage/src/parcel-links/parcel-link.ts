import type { Instant } from '@youlu/vocabulary';

/** A number is the same parcel as another, as orders noted it. */
export interface ParcelLink {
  readonly linkedNumber: string;
  readonly principalNumber: string;
  readonly recordedAt: Instant;
}

/** Under which number a parcel is counted from one moment of knowing to another; null: until now. */
export interface RootStretch {
  readonly trackingNumber: string;
  readonly rootNumber: string;
  readonly knownFrom: Instant;
  readonly knownTo: Instant | null;
}

/** Links that hang together, whatever order they came in: only these tell of one another's roots. */
export function groupsOf(links: readonly ParcelLink[]): ParcelLink[][] {
  const above = new Map<string, string>();
  const topOf = (number: string): string => {
    let top = number;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) {
      const further = above.get(next);
      if (further !== undefined) above.set(top, further); // the way is half as long next time
      top = next;
    }
    return top;
  };
  for (const { linkedNumber, principalNumber } of links) {
    const [one, other] = [topOf(linkedNumber), topOf(principalNumber)];
    if (one !== other) above.set(one, other);
  }
  const groups = new Map<string, ParcelLink[]>();
  for (const link of links) {
    const top = topOf(link.linkedNumber);
    const group = groups.get(top);
    if (group) group.push(link);
    else groups.set(top, [link]);
  }
  return [...groups.values()];
}

/** All that was ever known about the roots of some numbers, whatever order the links came in. */
export function rootStretches(links: readonly ParcelLink[]): RootStretch[] {
  const moments = [...new Set(links.map(({ recordedAt }) => recordedAt))].sort((a, b) => a - b);
  const done: RootStretch[] = [];
  const open = new Map<string, RootStretch>();
  for (const moment of moments) {
    for (const [trackingNumber, rootNumber] of rootsAt(links, moment)) {
      const before = open.get(trackingNumber);
      if (before?.rootNumber === rootNumber) continue;
      if (before) done.push({ ...before, knownTo: moment });
      open.set(trackingNumber, { trackingNumber, rootNumber, knownFrom: moment, knownTo: null });
    }
  }
  return [...done, ...open.values()];
}

function rootsAt(links: readonly ParcelLink[], moment: Instant): Map<string, string> {
  const known = links.filter(({ recordedAt }) => recordedAt <= moment);
  const above = new Map(known.map((link) => [link.linkedNumber, link.principalNumber]));
  return new Map([...above.keys()].map((number) => [number, rootOf(number, above)]));
}

/** Orders lets no circle in; should one come by another way, the walk still ends. */
function rootOf(number: string, above: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let root = number;
  for (let next = above.get(root); next !== undefined && !seen.has(next); next = above.get(root)) {
    seen.add(next);
    root = next;
  }
  return root;
}
