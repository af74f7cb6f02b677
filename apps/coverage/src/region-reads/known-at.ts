import type { Instant } from '@youlu/vocabulary';

/** The parameters of a read, with `knownAt` as their last one where it is asked for. */
export function withKnownAt(
  params: readonly unknown[],
  knownAt: Instant | undefined,
): { params: readonly unknown[]; parameter: number | undefined } {
  if (knownAt === undefined) return { params, parameter: undefined };
  return { params: [...params, knownAt], parameter: params.length + 1 };
}
