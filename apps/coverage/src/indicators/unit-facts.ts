import type { Day, Instant } from '@youlu/vocabulary';
import { NO_EVIDENCE, type UnitFacts } from './indicator-edition';

/** Everything known about the units of a question, by code; what is absent is not known. */
export interface KnownFacts {
  readonly exclusions: ReadonlyMap<string, string>;
  readonly declarations: ReadonlyMap<string, KnownDeclaration>;
  readonly filedCounties: ReadonlyMap<string, { readonly simulated: boolean }>;
  readonly evidence: ReadonlyMap<string, KnownEvidence>;
  readonly stopped: ReadonlyMap<string, { readonly parcels: number; readonly simulated: boolean }>;
  /** What stands for a village without a counted visit: no day in each week that counts. */
  readonly noVisits: readonly number[];
}

interface KnownDeclaration {
  readonly from: Day;
  readonly frequencyPerWeek: number | null;
  readonly simulated: boolean;
}

export interface KnownEvidence {
  readonly count: number;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly simulated: boolean;
  /** Distinct visited days of each week that counts, oldest first (direct mail). */
  readonly visitedDaysByWeek?: readonly number[];
}

const COUNTY_DIGITS = 6;

/** Puts together what an edition judges a unit by. */
export function factsAbout(code: string, known: KnownFacts): UnitFacts {
  const evidence = known.evidence.get(code);
  return {
    exclusion: known.exclusions.get(code) ?? null,
    declaration: known.declarations.get(code) ?? null,
    countyFiled: known.filedCounties.has(code.slice(0, COUNTY_DIGITS)),
    evidence: evidence ?? NO_EVIDENCE,
    visitedDaysByWeek: evidence?.visitedDaysByWeek ?? known.noVisits,
    parcelsStoppedElsewhere: known.stopped.get(code)?.parcels ?? 0,
  };
}

/** Whether a simulation made any of what is known about a unit. */
export function isSimulated(code: string, known: KnownFacts): boolean {
  return (
    (known.declarations.get(code)?.simulated ?? false) ||
    (known.evidence.get(code)?.simulated ?? false) ||
    (known.stopped.get(code)?.simulated ?? false) ||
    (known.filedCounties.get(code.slice(0, COUNTY_DIGITS))?.simulated ?? false)
  );
}
