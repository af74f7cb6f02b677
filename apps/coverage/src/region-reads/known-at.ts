import { type Instant, parseInstant } from '@youlu/vocabulary';
import { KnownAtInFuture } from './known-at.errors';

/** The parameters of a read, with `knownAt` as their last one where it is asked for. */
export function withKnownAt(
  params: readonly unknown[],
  knownAt: Instant | undefined,
): { params: readonly unknown[]; parameter: number | undefined } {
  if (knownAt === undefined) return { params, parameter: undefined };
  return { params: [...params, knownAt], parameter: params.length + 1 };
}

/** @throws KnownAtInFuture: nobody knows what will have been recorded by then */
export function knownAtOf(text: string | undefined, now: Instant): Instant | undefined {
  const knownAt = text === undefined ? undefined : parseInstant(text);
  if (knownAt !== undefined && knownAt > now) throw new KnownAtInFuture(now);
  return knownAt;
}
