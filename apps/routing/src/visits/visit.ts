import { createHash } from 'node:crypto';
import type { HandoverPoint, Instant } from '@youlu/vocabulary';

/** 到村记录: this village, this minute, this hand-over point. */
export interface Visit {
  visitId: string;
  roundId: string;
  villageCode: string;
  visitedAt: Instant;
  handoverPoint: HandoverPoint;
  /** The device's clock at upload; not part of what the visit says. */
  sentAt: Instant;
  /** Whether a simulation made it; not part of what the visit says either. */
  simulated: boolean;
}

/** A visit with the digest of its content, 16 bytes in hex. */
export interface DigestedVisit extends Visit {
  digest: string;
}

/**
 * The same id with the same content is the same visit sent again; with other content it is a second
 * story about it, kept beside the first so that neither counts.
 */
function digestOf(visit: Visit): string {
  const content = JSON.stringify([visit.roundId, visit.visitedAt, visit.handoverPoint]);
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

export function visitKey(visit: DigestedVisit): string {
  return `${visit.villageCode}|${visit.visitId}|${visit.digest}`;
}

/**
 * Each visit once, in the order of its key (two requests that write the same rows then lock them in
 * the same order). Of several tellings the earliest `sentAt` stays: a visit must not become
 * plausible by being sent again later. One that says simulated is enough, and is never taken back.
 */
export function distinctVisits(visits: readonly Visit[]): DigestedVisit[] {
  const byKey = new Map<string, DigestedVisit>();
  for (const visit of visits) {
    const digested = { ...visit, digest: digestOf(visit) };
    const key = visitKey(digested);
    const known = byKey.get(key) ?? digested;
    const sentAt = Math.min(known.sentAt, visit.sentAt);
    byKey.set(key, { ...digested, sentAt, simulated: known.simulated || visit.simulated });
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, visit]) => visit);
}
