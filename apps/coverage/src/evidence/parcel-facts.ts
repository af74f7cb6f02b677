import {
  type Day,
  dayOf,
  fnv1a32,
  type Instant,
  mix32,
  type ScanKind,
  type Verdict,
} from '@youlu/vocabulary';

/** The part of a parcel's snapshot that coverage draws conclusions from. */
export interface EvidenceSnapshot {
  readonly trackingNumber: string;
  readonly version: number;
  readonly destinationCode: string | null;
  readonly simulated: boolean;
  readonly facts: readonly {
    readonly scanId: string;
    readonly kind: ScanKind;
    readonly nodeId: string;
    readonly placeCode: string;
    readonly occurredAt: Instant;
    readonly recordedAt: Instant;
    readonly verdict: Verdict;
    readonly endsAt: Instant | null;
    readonly withdrawnAt: Instant | null;
  }[];
}

/** One fact as coverage keeps it: the place as it was sent, and the day it fell on. */
export interface ParcelFact {
  readonly trackingNumber: string;
  /** Place in the snapshot's list: with the tracking number it is the row's key. */
  readonly ordinal: number;
  readonly scanId: string;
  readonly kind: ScanKind;
  readonly nodeId: string;
  readonly placeCode: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly day: Day;
  readonly verdict: Verdict;
  readonly withdrawnAt: Instant | null;
  readonly destinationCode: string | null;
  /** The parcel changed hands here: evidence that the place is served. */
  readonly isEvidence: boolean;
  /** The parcel came to rest here: if addressed elsewhere, evidence against that place. */
  readonly isRest: boolean;
  /** Day on which the next effective fact ended it; null while it is the parcel's last. */
  readonly endsDay: Day | null;
  readonly simulated: boolean;
}

const EVIDENCE_KINDS: ReadonlySet<ScanKind> = new Set(['accepted', 'delivered']);
const RESTING_KINDS: ReadonlySet<ScanKind> = new Set(['delivered', 'held-at-station', 'in-locker']);

/** Only a booked parcel's undisputed facts prove anything. */
const PROVING_VERDICTS: ReadonlySet<Verdict> = new Set(['ok', 'off-plan']);

/** What a fact is evidence of, judged from what tracking says of it. */
export function provesOf(
  kind: ScanKind,
  verdict: Verdict,
): Pick<ParcelFact, 'isEvidence' | 'isRest'> {
  const proves = PROVING_VERDICTS.has(verdict);
  return {
    isEvidence: proves && EVIDENCE_KINDS.has(kind),
    isRest: proves && RESTING_KINDS.has(kind),
  };
}

/** All that coverage keeps of a parcel; a later snapshot replaces all of it. */
export function factsOf(snapshot: EvidenceSnapshot): ParcelFact[] {
  return snapshot.facts.map((fact, ordinal) => {
    return {
      trackingNumber: snapshot.trackingNumber,
      ordinal,
      scanId: fact.scanId,
      kind: fact.kind,
      nodeId: fact.nodeId,
      placeCode: fact.placeCode,
      occurredAt: fact.occurredAt,
      recordedAt: fact.recordedAt,
      day: dayOf(fact.occurredAt),
      verdict: fact.verdict,
      withdrawnAt: fact.withdrawnAt,
      destinationCode: snapshot.destinationCode,
      ...provesOf(fact.kind, fact.verdict),
      endsDay: fact.endsAt === null ? null : dayOf(fact.endsAt),
      simulated: snapshot.simulated,
    };
  });
}

const HIGH_BITS = 21;

/** 53 bits over all that these facts say, to tell whether a snapshot changes any of them. */
export function digestOf(facts: readonly ParcelFact[]): number {
  const words = JSON.stringify(facts);
  const low = fnv1a32(words);
  const high = mix32(fnv1a32(words, mix32(words.length))) >>> (32 - HIGH_BITS);
  return high * 2 ** 32 + low;
}

/** The newest version for each key, in the order of the keys: the order of locking. */
export function newestBy<V extends { version: number }>(
  versions: readonly V[],
  keyOf: (version: V) => string,
): V[] {
  const newest = new Map<string, V>();
  for (const version of versions) {
    const known = newest.get(keyOf(version));
    if (!known || known.version < version.version) newest.set(keyOf(version), version);
  }
  return [...newest.keys()].sort().map((key) => newest.get(key) as V);
}
