import {
  type Day,
  dayOf,
  type Direction,
  fnv1a32,
  type HandoverProof,
  type Instant,
  mix32,
  type ScanKind,
  type ServiceMode,
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
    /** How a hand-over was proven, and what the recipient was charged at it, in fen. */
    readonly proof?: HandoverProof | undefined;
    readonly feeCents?: number | undefined;
    /** In which mode the place was served. */
    readonly mode?: ServiceMode | undefined;
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
  /** Whether the recipient agreed to a station or locker; null where the scan did not say. */
  readonly consent: boolean | null;
  /** How a hand-over was proven, and what was charged at it, in fen; null where the scan did not say. */
  readonly proof: HandoverProof | null;
  readonly feeCents: number | null;
  /** In which mode the place was served; null where the scan did not say. */
  readonly mode: ServiceMode | null;
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

type SnapshotFact = EvidenceSnapshot['facts'][number];

/** All that coverage keeps of a parcel; a later snapshot replaces all of it. */
export function factsOf(snapshot: EvidenceSnapshot): ParcelFact[] {
  return snapshot.facts.map((fact, ordinal) => factOf(snapshot, fact, ordinal));
}

/** Every fact of every snapshot comes through here, so it is one literal: spreads cost as much again. */
function factOf(snapshot: EvidenceSnapshot, fact: SnapshotFact, ordinal: number): ParcelFact {
  const { isEvidence, isRest } = provesOf(fact.kind, fact.verdict);
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
    consent: fact.consent ?? null,
    proof: fact.proof ?? null,
    feeCents: fact.feeCents ?? null,
    mode: fact.mode ?? null,
    verdict: fact.verdict,
    isEvidence,
    isRest,
    endsDay: endsDayOf(isRest, fact.endsAt),
    knownFrom: fact.knownFrom ?? fact.recordedAt,
    withdrawnAt: fact.withdrawnAt,
    endKnownFrom: isRest ? (fact.endKnownFrom ?? null) : null,
  };
}

/** What facts of a parcel proved before; most parcels have none such. */
export function formerFactsOf(snapshot: EvidenceSnapshot): FormerFact[] {
  const former: FormerFact[] = [];
  snapshot.facts.forEach((fact, ordinal) => {
    if (fact.formerly === undefined) return;
    const told = factOf(snapshot, fact, ordinal);
    for (const { from, to, verdict, endsAt } of fact.formerly) {
      const { isEvidence, isRest } = provesOf(fact.kind, verdict);
      if (!isEvidence && !isRest) continue;
      const endsDay = endsDayOf(isRest, endsAt);
      former.push({
        ...told,
        verdict,
        isEvidence,
        isRest,
        endsDay,
        knownFrom: from,
        knownTo: to,
      });
    }
  });
  return former;
}

/** Where a parcel only changed hands nobody asks what came next, and most snapshots change nothing. */
function endsDayOf(isRest: boolean, endsAt: Instant | null): Day | null {
  return isRest && endsAt !== null ? dayOf(endsAt) : null;
}

const HIGH_BITS = 21;

/** 53 bits over all that these facts say, to tell whether a snapshot changes any of them. */
export function digestOf(facts: readonly ParcelFact[], former: readonly FormerFact[]): number {
  let words = '';
  for (const fact of facts) words += `${wordsOf(fact)}|${fact.withdrawnAt}|${fact.endKnownFrom}\n`;
  for (const fact of former) words += `${fact.ordinal}|${wordsOf(fact)}|${fact.knownTo}\n`;
  const low = fnv1a32(words);
  const high = mix32(fnv1a32(words, mix32(words.length))) >>> (32 - HIGH_BITS);
  return high * 2 ** 32 + low;
}

/** A bar between them is enough: codes, ids and words of ours hold none. */
function wordsOf(fact: ToldFact & Proof): string {
  return (
    `${fact.kind}|${fact.nodeId}|${fact.placeCode}|${fact.occurredAt}|${fact.recordedAt}|` +
    `${fact.direction}|${fact.destinationCode}|${fact.simulated}|${fact.consent}|${fact.verdict}|` +
    `${handoverWords(fact)}${fact.endsDay}|${fact.knownFrom}|${fact.scanId}`
  );
}

/** Empty where nothing is said, so that most facts keep the digest they had before this could be. */
function handoverWords({ proof, feeCents, mode }: ToldFact): string {
  if (proof === null && feeCents === null && mode === null) return '';
  return `${proof}|${feeCents}|${mode}|`;
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
