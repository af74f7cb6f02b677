import type { CoverageState, Day, Indicator } from '@youlu/vocabulary';

/** As `GET /v1/coverage/rates` gives it. */
export interface RateRow {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly indicator: Indicator;
  readonly edition: string;
  readonly denominatorName: string;
  readonly registerDate: Day;
  readonly denominator: number;
  readonly declared: number;
  readonly observed: number;
  readonly declaredOnly: number;
  readonly contradicted: number;
  readonly notServed: number;
  readonly unknown: number;
  readonly excluded: number;
  readonly measured: { readonly numerator: number; readonly denominator: number };
  readonly simulated: boolean;
}

/** As `GET /v1/coverage/units` gives it. */
export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly kind: string;
  readonly parentCode: string;
  readonly indicator: Indicator;
  readonly state: CoverageState;
  readonly rule: string;
  readonly reason: string;
  readonly declaredFrom: Day | null;
  readonly firstEvidenceAt: string | null;
  readonly lastEvidenceAt: string | null;
  readonly evidenceCount: number;
}

/** What is read for a report on one place as of the end of one day. */
export interface CoverageRows {
  readonly scope: string;
  readonly asOf: Day;
  readonly rates: readonly RateRow[];
  readonly units: readonly UnitRow[];
}
