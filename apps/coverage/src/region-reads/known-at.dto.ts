import { type Instant, parseInstant } from '@youlu/vocabulary';
import { KnownAtInFuture } from './known-at.errors';

/** Said of reads that take no `knownAt`, so that nobody takes their answer for what was known once. */
export const READ_OF_NOW = 'A read of now: it says what is known at present and takes no knownAt.';

/** @throws KnownAtInFuture: nobody knows what will have been recorded by then */
export function knownAtOf(text: string | undefined, now: Instant): Instant | undefined {
  const knownAt = text === undefined ? undefined : parseInstant(text);
  if (knownAt !== undefined && knownAt > now) throw new KnownAtInFuture(now);
  return knownAt;
}
