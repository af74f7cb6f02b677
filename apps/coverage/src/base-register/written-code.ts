import type { Day } from '@youlu/vocabulary';

/** A code and the days on which it is that of a unit asked about, null where there is no bound. */
export interface WrittenCode {
  readonly code: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** For a bound that is not there: further out than any day that is told of. */
export const [ALWAYS_FROM, ALWAYS_TO]: readonly [Day, Day] = ['0001-01-01', '9999-12-31'];
