import type { CoverageState, Direction, Indicator, ScanKind } from '@youlu/vocabulary';
import type { DenominatorName, ExceptionKind } from '../../report/report-model';
import type { ReportLanguage } from '../../report/report-language';

/** Why a unit is not observed, from the rule that decided it. */
export type Cause = 'stopped' | 'missed' | 'no-parcel' | 'not-declared' | 'no-filing';

/** Everything the report says that is not a figure or a name. */
export interface ReportWords {
  lang: ReportLanguage;
  title: string;
  simulated: string;
  contents: string;
  scrollable: string;
  none: string;
  indicators: Record<Indicator, string>;
  denominators: Record<DenominatorName, string>;
  states: Record<CoverageState, string>;
  causes: Record<Cause, string>;
  kinds: Record<ScanKind, string>;
  directions: Record<Direction, string>;
  exceptions: Record<ExceptionKind, string>;
  modes: Readonly<Record<string, string>>;
  /** Kinds of changes between two registers. */
  changes: Readonly<Record<string, string>>;
  tracks: Readonly<Record<string, string>>;
  planted: Readonly<Record<string, string>>;
  /** Names by division code where the language has other ones than the register. */
  places: Readonly<Record<string, string>>;
  sections: Record<SectionId, string>;
  columns: Record<ColumnId, string>;
  /** Sentences; `{0}`, `{1}` … are filled in. */
  say: Record<SentenceId, string>;
}

type SectionId =
  | 'summary'
  | 'modes'
  | 'causes'
  | 'restated'
  | 'projects'
  | 'flows'
  | 'matrix'
  | 'volumes'
  | 'exceptions'
  | 'sources';

type ColumnId =
  | 'code'
  | 'unit'
  | 'indicator'
  | 'denominator'
  | 'published'
  | 'declared'
  | 'observed'
  | 'measured'
  | 'contradicted'
  | 'declaredOnly'
  | 'notServed'
  | 'unknown'
  | 'excluded'
  | 'mode'
  | 'cause'
  | 'rule'
  | 'state'
  | 'count'
  | 'place'
  | 'declaredFrom'
  | 'reason'
  | 'planted'
  | 'names'
  | 'readOn'
  | 'project'
  | 'track'
  | 'origin'
  | 'opening'
  | 'counted'
  | 'planned'
  | 'toDate'
  | 'threshold'
  | 'qualifies'
  | 'period'
  | 'direction'
  | 'product'
  | 'originCounty'
  | 'destination'
  | 'parcels'
  | 'total'
  | 'kind'
  | 'exception'
  | 'register'
  | 'change'
  | 'differences'
  | 'ownUnits'
  | 'restatedUnits'
  | 'worst';

type SentenceId =
  | 'about'
  | 'howRates'
  | 'howPercent'
  | 'denominatorOnly'
  | 'denominatorDiffers'
  | 'denominatorSame'
  | 'countiesElsewhere'
  | 'countyTable'
  | 'townTable'
  | 'publishedNote'
  | 'undeclared'
  | 'causesNote'
  | 'unitsOf'
  | 'readOn'
  | 'restatedAbout'
  | 'restatedCarried'
  | 'restatedList'
  | 'notCounted'
  | 'waiting'
  | 'unexplained'
  | 'projectsNote'
  | 'open'
  | 'closed'
  | 'over'
  | 'notOver'
  | 'noThreshold'
  | 'flowsTop'
  | 'flowsAll'
  | 'matrixNote'
  | 'matrixAll'
  | 'unspecified'
  | 'volumesNote'
  | 'chartRates'
  | 'chartStates'
  | 'chartProjects'
  | 'chartFlows'
  | 'chartVolumes'
  | 'chartMap'
  | 'mapLabel'
  | 'mapMissing'
  | 'mapNone'
  | 'chartTable'
  | 'others'
  | 'real'
  | 'made'
  | 'parcels'
  | 'scans'
  | 'visits'
  | 'attributionPlaces'
  | 'attributionMap'
  | 'attributionCells'
  | 'attributionDivisions'
  | 'attributionPublished'
  | 'attributionCharts';

/** A sentence with its blanks filled in, in their order. */
export function fill(sentence: string, ...values: (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/g, (_blank, i: string) => String(values[Number(i)] ?? ''));
}
