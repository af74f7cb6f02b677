import type { Day } from '@youlu/vocabulary';

/** A day on which a place was served, with what there was of each channel. */
export interface DayOfPlace {
  readonly day: Day;
  readonly accepted: number;
  readonly handedOver: number;
  readonly visits: number;
  readonly simulated: boolean;
}

/** The days of one place that were written under several codes: each day once, oldest first. */
export function mergeDays(days: readonly DayOfPlace[]): DayOfPlace[] {
  const merged = new Map<string, DayOfPlace>();
  for (const one of days) {
    const other = merged.get(one.day);
    merged.set(one.day, other ? together(one, other) : one);
  }
  return [...merged.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function together(one: DayOfPlace, other: DayOfPlace): DayOfPlace {
  return {
    day: one.day,
    accepted: one.accepted + other.accepted,
    handedOver: one.handedOver + other.handedOver,
    visits: one.visits + other.visits,
    simulated: one.simulated || other.simulated,
  };
}
