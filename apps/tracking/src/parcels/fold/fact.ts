import {
  type HandoverProof,
  type Instant,
  type ScanKind,
  type ServiceMode,
  fnv1a32,
} from '@youlu/vocabulary';
import { handoverCode } from '../coding/handover-code';

/**
 * One thing that happened to a parcel, as a scan told it.
 *
 * `occurredAt` is the device's clock when it happened. `sentAt` is the earliest device clock at which
 * it was ever reported, `recordedAt` the earliest wall clock at which we took it: both only shrink
 * when the same scan is sent again, so that the order of arrival leaves no trace.
 */
export interface Fact {
  readonly scanId: string;
  readonly kind: ScanKind;
  readonly nodeId: string;
  readonly placeCode: string;
  readonly occurredAt: Instant;
  readonly sentAt: Instant;
  readonly recordedAt: Instant;
  readonly consent: boolean | undefined;
  /** How a hand-over was proven. */
  readonly proof?: HandoverProof | undefined;
  /** What the recipient was charged at it, in fen. */
  readonly feeCents?: number | undefined;
  /** In which mode the place was served. */
  readonly mode?: ServiceMode | undefined;
}

/** A fact as it arrives; which device told it is stored, and never decides anything. */
export interface Scan extends Fact {
  readonly deviceId?: string | undefined;
}

/** A scan or fact together with its parcel's number. */
export interface ScanOf<F extends Fact = Scan> {
  readonly trackingNumber: string;
  readonly scan: F;
}

/** A parcel with more facts than this is broken input, not post; the scan beyond it is parked. */
export const FACTS_OF_A_PARCEL_MAX = 1_000;

/** Whether two facts tell the same story, whoever sent them and when. */
function hasSameContent(a: Fact, b: Fact): boolean {
  return (
    a.occurredAt === b.occurredAt &&
    a.kind === b.kind &&
    a.nodeId === b.nodeId &&
    a.placeCode === b.placeCode &&
    a.consent === b.consent &&
    a.proof === b.proof &&
    a.feeCents === b.feeCents &&
    a.mode === b.mode
  );
}

/** Whether two facts are one scan, sent twice. */
export function isSameScan(a: Fact, b: Fact): boolean {
  return a.scanId === b.scanId && hasSameContent(a, b);
}

/** 32 bits (signed) over what a scan says besides its time; keeps versions of one scanId apart. */
export function contentDigest(fact: Fact): number {
  const consent = fact.consent === undefined ? '|' : fact.consent ? '|y' : '|n';
  let h = fnv1a32('|', fnv1a32(fact.kind));
  h = fnv1a32('|', fnv1a32(fact.nodeId, h));
  h = fnv1a32(consent, fnv1a32(fact.placeCode, h));
  const handover = handoverCode(fact);
  return (handover === 0 ? h : fnv1a32(`|${handover}`, h)) | 0;
}

/** A re-sent scan: one fact with the earliest clocks of both. */
export function mergeResent<F extends Fact>(known: F, again: Fact): F {
  if (again.sentAt >= known.sentAt && again.recordedAt >= known.recordedAt) return known;
  return {
    ...known,
    sentAt: Math.min(known.sentAt, again.sentAt),
    recordedAt: Math.min(known.recordedAt, again.recordedAt),
  };
}
