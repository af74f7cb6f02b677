import { type Instant, parseInstant } from '@youlu/vocabulary';
import { KnownAtInFuture } from './known-at.errors';

/** @throws KnownAtInFuture: nobody knows what will have been recorded by then */
export function knownAtOf(text: string | undefined, now: Instant): Instant | undefined {
  const knownAt = text === undefined ? undefined : parseInstant(text);
  if (knownAt !== undefined && knownAt > now) throw new KnownAtInFuture(now);
  return knownAt;
}
