import type { Reason } from './reason';

/**
 * What is known about the units of a question, one column a fact and one place in it a unit: a nation
 * has 487,000 villages, and an object for each costs more than judging them. The units are those of a
 * population in the order of their codes.
 */
export interface UnitFacts {
  readonly size: number;
  /** Why the edition or a seasonal closure leaves a unit out; few units are in it. */
  readonly exclusions: ReadonlyMap<number, Reason>;
  /** What a settled challenge says about a unit; few units are in it. */
  readonly rulings: ReadonlyMap<number, Ruling>;
  /** Day number since which a unit is declared; `NOT_DECLARED` where it is not. */
  readonly declaredFrom: Int32Array;
  /** The strictest declared visits a week; 0 where no declaration says. */
  readonly declaredPerWeek: Uint8Array;
  /** 1 where the unit's county has filed that its declaration is complete. */
  readonly countyFiled: Uint8Array;
  /** Pieces of evidence within the window, and the instants of the first and the last of them. */
  readonly evidenceCount: Int32Array;
  readonly firstAt: Float64Array;
  readonly lastAt: Float64Array;
  /** Distinct days with evidence; where one day is enough, 1 stands for any number. */
  readonly evidenceDays: Uint16Array;
  /** Whole weeks that count, and for each unit and week (unit × weeks + week) a bit a visited day. */
  readonly weeks: number;
  readonly visitedDays: Uint8Array;
  /** Lesser frequencies prescribed for a unit; few units are in it. */
  readonly prescriptions: ReadonlyMap<number, Prescription>;
  /** Distinct parcels addressed to a unit that came to rest elsewhere and are still there. */
  readonly stoppedElsewhere: Int32Array;
  /** 1 where a simulation made any of what is known about the unit. */
  readonly simulated: Uint8Array;
}

interface Ruling {
  readonly verdict: 'served' | 'not-served';
  readonly challengeId: string;
  readonly from: string;
}

/** What a regulator has prescribed for a village in the weeks that count, oldest first. */
export interface Prescription {
  /** Visits a week; null in weeks for which none are prescribed. */
  readonly visitsPerWeek: readonly (number | null)[];
  /** Weeks in which the village is closed by season, so that nobody is to come. */
  readonly closed: readonly boolean[];
  /** The written reason. */
  readonly reason: string;
}

/** No declaration begins as early as this. */
export const NOT_DECLARED = -(2 ** 31);

export type WritableFacts = { -readonly [K in keyof UnitFacts]: UnitFacts[K] };

/** Nothing known about any of `size` units. */
export function noFacts(size: number, weeks = 0): WritableFacts {
  return {
    size,
    exclusions: new Map(),
    rulings: new Map(),
    declaredFrom: new Int32Array(size).fill(NOT_DECLARED),
    declaredPerWeek: new Uint8Array(size),
    countyFiled: new Uint8Array(size),
    evidenceCount: new Int32Array(size),
    firstAt: new Float64Array(size),
    lastAt: new Float64Array(size),
    evidenceDays: new Uint16Array(size),
    weeks,
    visitedDays: new Uint8Array(size * weeks),
    prescriptions: new Map(),
    stoppedElsewhere: new Int32Array(size),
    simulated: new Uint8Array(size),
  };
}

const DAYS_IN = Uint8Array.from({ length: 128 }, (_, bits) => {
  let days = 0;
  for (let rest = bits; rest > 0; rest >>= 1) days += rest & 1;
  return days;
});

/** Distinct visited days of a unit in a week. */
export function daysVisited(facts: UnitFacts, unit: number, week: number): number {
  return DAYS_IN[facts.visitedDays[unit * facts.weeks + week] ?? 0] ?? 0;
}

/** Distinct visited days of a unit in each week that counts, oldest first. */
export function daysByWeek(facts: UnitFacts, unit: number): number[] {
  return Array.from({ length: facts.weeks }, (_, week) => daysVisited(facts, unit, week));
}
