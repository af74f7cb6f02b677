import { type Instant, parseInstant } from '@youlu/vocabulary';
import { KnownAtInFuture } from './known-at.errors';

/** The field of reads of the register. */
export const REGISTER_KNOWN_AT = {
  optional: true,
  description: 'By the registers and changes that were recorded by then; now if left away',
} as const;

/** Said of reads of units: what knownAt restores, since units are put together anew each time. */
export const UNITS_AS_KNOWN =
  'Units are put together anew with every register and decision. With knownAt: as they were put together then, ids and days too.';

/** @throws KnownAtInFuture: nobody knows what will have been recorded by then */
export function knownAtOf(text: string | undefined, now: Instant): Instant | undefined {
  const knownAt = text === undefined ? undefined : parseInstant(text);
  if (knownAt !== undefined && knownAt > now) throw new KnownAtInFuture(now);
  return knownAt;
}
