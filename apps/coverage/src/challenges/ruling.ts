import type { Day, Indicator, Instant } from '@youlu/vocabulary';

/** The dated outcome of a challenge that was upheld: one more fact for the next figure. */
export interface Ruling {
  readonly challengeId: string;
  readonly unitCode: string;
  readonly indicator: Indicator;
  readonly verdict: 'not-served' | 'served';
  readonly from: Day;
  /** First day it no longer holds. */
  readonly to: Day;
  readonly simulated: boolean;
  readonly recordedAt: Instant;
}
