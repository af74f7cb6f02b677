import type { Day, Instant, JudgedIndicator } from '@youlu/vocabulary';
import type { Claim } from './challenge';

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
