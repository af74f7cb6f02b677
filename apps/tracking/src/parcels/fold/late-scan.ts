import type { Fact } from './fact';

/** A handheld that reports within the hour is working as it should. */
const LATE_AFTER_MS = 60 * 60_000;

/**
 * A scan is late when its first report left the device more than an hour after it happened: the
 * device was offline. Business time only, so a replay years later calls the same scans late.
 *
 * Nothing else treats a late scan differently: order is restored where scans are taken in
 * (canonical-order.ts), and the parcel is folded again from all its facts (delivery.ts).
 */
export function isLate(fact: Fact): boolean {
  return fact.sentAt - fact.occurredAt > LATE_AFTER_MS;
}
