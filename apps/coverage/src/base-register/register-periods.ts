import { addDays, type Day } from '@youlu/vocabulary';

/** Days on which one register was in force, both ends included; null where there is none. */
export interface RegisterPeriod {
  readonly register: Day;
  readonly from: Day | null;
  readonly to: Day | null;
}

/**
 * Which register was in force when: each from its date until the next one's. Before the earliest the
 * earliest stands, since nothing older is loaded. `dates` are sorted.
 */
export function registerPeriods(dates: readonly Day[]): RegisterPeriod[] {
  return dates.map((register, i) => {
    const next = dates[i + 1];
    return {
      register,
      from: i === 0 ? null : register,
      to: next === undefined ? null : addDays(next, -1),
    };
  });
}

/** The part of a stretch of days that lies in a period, if any does. */
export function partIn(
  { from, to }: { readonly from: Day; readonly to: Day },
  period: RegisterPeriod,
): { readonly from: Day; readonly to: Day } | undefined {
  const first = period.from !== null && period.from > from ? period.from : from;
  const last = period.to !== null && period.to < to ? period.to : to;
  return first <= last ? { from: first, to: last } : undefined;
}

/** Whether a day lies in a period. */
export function holds(period: RegisterPeriod, day: Day): boolean {
  return partIn({ from: day, to: day }, period) !== undefined;
}
