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

/** From a day on a code means what the next register lists under it. */
export interface CodeTaken {
  readonly code: string;
  readonly from: Day;
}

/** A part of a period, and the codes that had been taken by then. */
export interface PeriodPart {
  readonly period: RegisterPeriod;
  readonly taken: ReadonlySet<string>;
}

/** Cuts a period at the days on which codes are taken, all of which lie within it. */
export function partsOf(period: RegisterPeriod, codes: readonly CodeTaken[]): PeriodPart[] {
  const days = [...new Set(codes.map(({ from }) => from))].sort();
  return [period.from, ...days].map((from, i) => {
    const next = days[i];
    const to = next === undefined ? period.to : addDays(next, -1);
    const taken = codes.filter((one) => i > 0 && from !== null && one.from <= from);
    return { period: { ...period, from, to }, taken: new Set(taken.map(({ code }) => code)) };
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
