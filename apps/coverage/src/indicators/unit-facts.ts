import type { Day, Instant } from '@youlu/vocabulary';
import { type EvidenceSummary, NO_EVIDENCE, type UnitFacts } from './indicator-edition';

/** Everything known about the units of a question, by code; what is absent is not known. */
export interface KnownFacts {
  readonly exclusions: ReadonlyMap<string, string>;
  readonly declarations: ReadonlyMap<string, KnownDeclaration>;
  readonly filedCounties: ReadonlySet<string>;
  readonly evidence: ReadonlyMap<string, KnownEvidence>;
  readonly stopped: ReadonlyMap<string, { readonly parcels: number; readonly simulated: boolean }>;
  /** The whole weeks that count, oldest first; empty for indicators that count no weeks. */
  readonly mondays: readonly Day[];
}

export interface KnownDeclaration {
  readonly from: Day;
  readonly frequencyPerWeek: number | null;
  readonly simulated: boolean;
}

export interface KnownEvidence {
  readonly count: number;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly simulated: boolean;
  readonly weeks?: readonly { readonly monday: Day; readonly days: number }[];
}

const COUNTY_DIGITS = 6;

/** Puts together what an edition judges a unit by. */
export function factsAbout(code: string, known: KnownFacts): UnitFacts {
  const exclusion = known.exclusions.get(code);
  const declaration = known.declarations.get(code);
  const evidence = known.evidence.get(code);
  return {
    ...(exclusion === undefined ? {} : { exclusion }),
    ...(declaration === undefined ? {} : { declaration }),
    countyFiled: known.filedCounties.has(code.slice(0, COUNTY_DIGITS)),
    evidence: evidence === undefined ? NO_EVIDENCE : summaryOf(evidence),
    visitedDaysByWeek: known.mondays.map(
      (monday) => evidence?.weeks?.find((week) => week.monday === monday)?.days ?? 0,
    ),
    parcelsStoppedElsewhere: known.stopped.get(code)?.parcels ?? 0,
  };
}

/** Whether a simulation made any of what is known about a unit. */
export function isSimulated(code: string, known: KnownFacts): boolean {
  return (
    (known.declarations.get(code)?.simulated ?? false) ||
    (known.evidence.get(code)?.simulated ?? false) ||
    (known.stopped.get(code)?.simulated ?? false)
  );
}

function summaryOf({ count, firstAt, lastAt }: KnownEvidence): EvidenceSummary {
  return { count, firstAt, lastAt };
}
