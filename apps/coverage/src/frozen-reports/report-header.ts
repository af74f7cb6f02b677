import type { Day } from '@youlu/vocabulary';
import type { UnitLevel } from '../register/unit-level';
import { type FrozenTally, PLACE_COLUMNS, TALLY_COLUMNS } from './frozen-place';
import { UNIT_COLUMNS } from './frozen-unit';
import type { ReportQuestion } from './report-question';

export const REPORT_FORMAT = 'youlu.coverage-report/1';

/** An edition of the register that had a part in the figure. */
export interface RegisterUsed {
  readonly registerDate: Day;
  readonly name: string;
  readonly source: string;
  readonly units: number;
  readonly digest: string;
}

/** Which program judged: version, revision if there is one, and a digest of each deciding folder. */
export interface CodeEdition {
  readonly version: string;
  readonly revision: string | null;
  readonly rules: Readonly<Record<string, string>>;
}

/** Where the evidence stood when the report was frozen. */
export interface EvidencePosition {
  /** Committed changes so far. */
  readonly revision: number;
  readonly facts: Readonly<Record<string, number>>;
  /** Next offset of each partition of each topic: all before them was in the facts. */
  readonly log: Readonly<Record<string, readonly number[]>>;
  /** The end of the audit chain: what is published elsewhere anchors it. */
  readonly audit: { readonly seq: number; readonly hash: string };
}

/** A published report of a place directly inside, as it counted. */
export interface ReportMember {
  readonly reportId: string;
  readonly sha256: string;
  readonly code: string;
  readonly name: string;
  readonly knownAt: string;
  readonly tally: FrozenTally;
  /** What this report counts for the same place; null where it counts the same. */
  readonly ownTally: FrozenTally | null;
}

type Words = Readonly<Record<'zh' | 'en', string>>;

/** The rule in words: what a unit must show, who says so, and which units are counted. */
export interface RuleWords {
  readonly definition: Words;
  readonly source: Words;
  readonly denominator: Words;
}

/** Everything a report says beside its lists. Times are texts, as they are exported. */
export interface ReportHeader {
  readonly by: string;
  readonly code: CodeEdition;
  readonly format: typeof REPORT_FORMAT;
  readonly frozenAt: string;
  readonly indicatorName: Words;
  /** Published reports of the places directly inside, and the codes of those that have none. */
  readonly members: readonly ReportMember[];
  readonly membersMissing: readonly string[];
  readonly place: { readonly code: string; readonly name: string; readonly level: UnitLevel };
  readonly placeColumns: typeof PLACE_COLUMNS;
  readonly position: EvidencePosition;
  readonly purpose: string;
  readonly question: Omit<ReportQuestion, 'knownAt'> & { readonly knownAt: string };
  readonly registers: readonly RegisterUsed[];
  readonly reportId: string;
  /** Absent in reports that were frozen before it was written into them. */
  readonly rule?: RuleWords;
  /** Whether a simulation made any of what decided a unit. */
  readonly simulated: boolean;
  readonly tally: FrozenTally;
  readonly unitColumns: typeof UNIT_COLUMNS;
  readonly unitCount: number;
}

/** Whether two tallies count the same. */
export function countsTheSame(a: FrozenTally, b: FrozenTally): boolean {
  return TALLY_COLUMNS.every((column) => a[column] === b[column]);
}
