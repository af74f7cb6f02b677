import {
  type Day,
  dayOf,
  type Direction,
  fnv1a32,
  type Instant,
  mix32,
  type ScanKind,
  type Verdict,
} from '@youlu/vocabulary';

/** What tracking said about a fact from `from` until it said something else. */
interface FormerStatement {
  readonly from: Instant;
  readonly to: Instant;
  readonly verdict: Verdict;
  readonly endsAt: Instant | null;
}

/** The part of a parcel's snapshot that coverage draws conclusions from. */
export interface EvidenceSnapshot {
  readonly trackingNumber: string;
  readonly version: number;
  readonly direction: Direction | null;
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
    /** Whether the recipient agreed to a station or locker; the scan may not say. */
    readonly consent?: boolean | undefined;
    /** Since when the verdict is known; since the fact was recorded, if left away. */
    readonly knownFrom?: Instant | undefined;
    /** Since when its end is known; as long as the verdict, if left away. */
    readonly endKnownFrom?: Instant | undefined;
    /** What was known before `knownFrom`, oldest first. */
    readonly formerly?: readonly FormerStatement[] | undefined;
  }[];
}

/** What a scan told: the same in everything that was ever known about the fact. */
interface ToldFact {
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
  readonly direction: Direction | null;
  readonly destinationCode: string | null;
  readonly simulated: boolean;
  /** Whether the recipient agreed to a station or locker; left away where the scan did not say. */
  readonly consent?: boolean;
}

/** What a fact is evidence of. */
interface Proof {
  readonly verdict: Verdict;
  /** The parcel changed hands here: evidence that the place is served. */
  readonly isEvidence: boolean;
  /** The parcel came to rest here: if addressed elsewhere, evidence against that place. */
  readonly isRest: boolean;
  /** Of a rest, the day on which the next effective fact ended it; null while it is the last. */
  readonly endsDay: Day | null;
  /** First moment at which this was known. */
  readonly knownFrom: Instant;
}

/** One fact as coverage keeps it: the place as it was sent, and the day it fell on. */
export interface ParcelFact extends ToldFact, Proof {
  readonly withdrawnAt: Instant | null;
  /** First moment at which `endsDay` was known, if that was later: before it the end was open. */
  readonly endKnownFrom: Instant | null;
}

/** What a fact was taken to prove once, in [knownFrom, knownTo), and no longer is. */
export interface FormerFact extends ToldFact, Proof {
  readonly knownTo: Instant;
}

const EVIDENCE_KINDS: ReadonlySet<ScanKind> = new Set(['accepted', 'delivered']);
const RESTING_KINDS: ReadonlySet<ScanKind> = new Set(['delivered', 'held-at-station', 'in-locker']);

/** Only a booked parcel's undisputed facts prove anything. */
const PROVING_VERDICTS: ReadonlySet<Verdict> = new Set(['ok', 'off-plan']);

/** What a fact is evidence of, judged from what tracking says of it. */
export function provesOf(kind: ScanKind, verdict: Verdict): Pick<Proof, 'isEvidence' | 'isRest'> {
  const proves = PROVING_VERDICTS.has(verdict);
  return {
    isEvidence: proves && EVIDENCE_KINDS.has(kind),
    isRest: proves && RESTING_KINDS.has(kind),
  };
}

/** All that coverage keeps of a parcel; a later snapshot replaces all of it. */
export function factsOf(snapshot: EvidenceSnapshot): ParcelFact[] {
  return snapshot.facts.map((fact, ordinal) => {
    const proves = provesOf(fact.kind, fact.verdict);
    return {
      ...toldFact(snapshot, ordinal),
      verdict: fact.verdict,
      withdrawnAt: fact.withdrawnAt,
      ...proves,
      endsDay: endsDayOf(proves, fact.endsAt),
      knownFrom: fact.knownFrom ?? fact.recordedAt,
      endKnownFrom: proves.isRest ? (fact.endKnownFrom ?? null) : null,
    };
  });
}

/** What facts of a parcel proved before; most parcels have none such. */
export function formerFactsOf(snapshot: EvidenceSnapshot): FormerFact[] {
  return snapshot.facts.flatMap(({ kind, formerly }, ordinal) => {
    if (formerly === undefined) return [];
    const all = formerly.map(({ from, to, verdict, endsAt }) => {
      const proves = provesOf(kind, verdict);
      const endsDay = endsDayOf(proves, endsAt);
      const told = toldFact(snapshot, ordinal);
      return { ...told, verdict, ...proves, endsDay, knownFrom: from, knownTo: to };
    });
    return all.filter(({ isEvidence, isRest }) => isEvidence || isRest);
  });
}

function toldFact(snapshot: EvidenceSnapshot, ordinal: number): ToldFact {
  const fact = snapshot.facts[ordinal] as EvidenceSnapshot['facts'][number];
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
    direction: snapshot.direction,
    destinationCode: snapshot.destinationCode,
    simulated: snapshot.simulated,
    ...(fact.consent === undefined ? {} : { consent: fact.consent }),
  };
}

/** Where a parcel only changed hands nobody asks what came next, and most snapshots change nothing. */
function endsDayOf({ isRest }: Pick<Proof, 'isRest'>, endsAt: Instant | null): Day | null {
  return isRest && endsAt !== null ? dayOf(endsAt) : null;
}

const HIGH_BITS = 21;

/** 53 bits over all that these facts say, to tell whether a snapshot changes any of them. */
export function digestOf(facts: readonly object[], former: readonly object[]): number {
  const words = JSON.stringify(former.length === 0 ? facts : [facts, former]);
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
