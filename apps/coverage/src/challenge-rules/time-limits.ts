import { addDays, type Day } from '@youlu/vocabulary';
import { type ChallengeState, waitsFor } from './challenge-state';

/** How long challenges may take, from a day on. */
export interface TimeLimits {
  readonly from: Day;
  /** Days in which the operator answers. */
  readonly answerDays: number;
  /** Days after the answer in which the regulator settles. */
  readonly settleDays: number;
  /** Days after it was settled for which a ruling counts. */
  readonly rulingDays: number;
  readonly source: string;
}

/**
 * Dated, so that a change applies to what is opened or answered from its day on. No rule of the region
 * sets such limits: these are this system's own, after those of 47 CFR § 1.7006 (60 days each).
 */
export const TIME_LIMITS: readonly TimeLimits[] = [
  {
    from: '2020-01-01',
    answerDays: 30,
    settleDays: 60,
    rulingDays: 365,
    source: '本系统约定；参照 47 CFR § 1.7006',
  },
];

export function limitsOn(day: Day, all: readonly TimeLimits[] = TIME_LIMITS): TimeLimits {
  const known = all.filter(({ from }) => from <= day).at(-1) ?? all[0];
  if (known === undefined) throw new RangeError('There are no time limits');
  return known;
}

/** The last day of the time that begins to run in a state, null where none does. */
export function dueOn(
  state: ChallengeState,
  today: Day,
  all: readonly TimeLimits[] = TIME_LIMITS,
): Day | null {
  const { answerDays, settleDays } = limitsOn(today, all);
  const waiting = waitsFor(state);
  if (waiting === null) return null;
  return addDays(today, waiting === 'answer' ? answerDays : settleDays);
}
