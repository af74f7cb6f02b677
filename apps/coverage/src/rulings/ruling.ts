import type { Day, Instant, JudgedIndicator } from '@youlu/vocabulary';
import type { Claim } from '../challenge-rules/claim';

/** The dated outcome of a challenge that was upheld: one more fact for the next figure. */
export interface Ruling {
  readonly challengeId: string;
  readonly unitCode: string;
  readonly indicator: JudgedIndicator;
  readonly verdict: Claim;
  readonly from: Day;
  /** First day it no longer holds. */
  readonly to: Day;
  readonly simulated: boolean;
  readonly recordedAt: Instant;
}

/** Which of two rulings on one unit holds: the one recorded last; at one instant, that of the greater id. */
export function laterRuling(one: Ruling | undefined, other: Ruling): Ruling {
  if (one === undefined || one.recordedAt < other.recordedAt) return other;
  if (one.recordedAt > other.recordedAt) return one;
  return one.challengeId > other.challengeId ? one : other;
}
