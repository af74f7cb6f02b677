import { addDays, type Day, type Instant } from '@youlu/vocabulary';
import { knownAtOf } from './known-at.dto';
import { STRETCH_DAYS_MAX, WrongStretch } from './stretch.errors';

/** @throws WrongStretch, KnownAtInFuture */
export function stretchOf(
  { from, to, knownAt }: { from: Day; to: Day; knownAt?: string | undefined },
  now: Instant,
): { from: Day; to: Day; knownAt: Instant | undefined } {
  if (from > to || addDays(from, STRETCH_DAYS_MAX) < to) throw new WrongStretch();
  return { from, to, knownAt: knownAtOf(knownAt, now) };
}
