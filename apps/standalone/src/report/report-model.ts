import type { CoverageState, Day, Direction, Indicator, ScanKind } from '@youlu/vocabulary';

/** Every rate is given under each of them; the first is the one units are listed by. */
export const DENOMINATORS = ['strict-2020', 'excl-xpcc-cities'] as const;
export type DenominatorName = (typeof DENOMINATORS)[number];

/** Which run the figures come from. */
export interface ReportScenario {
  scope: string;
  seed: string;
  weeks: number;
  sampleEvery: number;
  /** Bookings and acceptances only. */
  flowsOnly?: boolean;
  /** Where the weeks do not say it: the first day, and the day after the last. */
  from?: Day;
  to?: Day;
}

/** As `GET /v1/coverage/rates` gives it. */
export interface RateRow {
  code: string;
  name: string;
  level: 'region' | 'prefecture' | 'group' | 'county' | 'unit4';
  indicator: Indicator;
  edition: string;
  denominatorName: DenominatorName;
  registerDate: Day;
  asOf: Day;
  denominator: number;
  declared: number;
  observed: number;
  declaredOnly: number;
  contradicted: number;
  notServed: number;
  unknown: number;
  excluded: number;
  measured: { numerator: number; denominator: number };
  simulated: boolean;
}

/** As `GET /v1/coverage/units` gives it. */
export interface UnitRow {
  code: string;
  name: string;
  level: string;
  kind: string;
  parentCode: string;
  indicator: Indicator;
  state: CoverageState;
  rule: string;
  reason: string;
  undeclared: boolean;
  declaredFrom: Day | null;
  firstEvidenceAt: string | null;
  lastEvidenceAt: string | null;
  evidenceCount: number;
}

/** As `GET /v1/projects` gives it. */
export interface ProjectRow {
  projectId: string;
  name: string;
  track: string;
  productId: string;
  placeCodes: string[];
  from: Day;
  to: Day;
  opening: number;
  planned?: number;
  counted: number;
  sampleEvery: number;
  toDate: number;
  threshold: { value: number; source: string } | null;
  qualifies: boolean | null;
  periodState: 'open' | 'closed';
  simulated: boolean;
}

/** As `GET /v1/flows` gives it. */
export interface FlowRow {
  product: string;
  originCounty: string;
  destination: string;
  direction: Direction;
  day: Day;
  parcels: number;
  simulated: boolean;
}

/** As `GET /v1/flow-matrix` gives it: outbound parcels by ISO week. */
export interface FlowMatrixRow {
  product: string;
  originCounty: string;
  /** Two digits. */
  destinationProvince: string;
  /** `2020-W36`. */
  week: string;
  parcels: number;
  simulated: boolean;
}

/** As `GET /v1/coverage/modes` gives it; a village may have several modes. */
export interface ModeRow {
  mode: string;
  declared: number;
  observed: number;
}

/** The sets of a figure, or what a difference adds to them. */
interface FigureCounts {
  denominator: number;
  declared: number;
  observed: number;
}

/** What explains a difference between two registers. */
interface Explanation {
  explainedBy: 'changes' | 'waiting' | 'none';
  kinds: string[];
}

interface RestatedUnit {
  code: string;
  name: string;
  state: CoverageState;
  declared: boolean;
}

export interface RestatedDifference extends Explanation {
  before: RestatedUnit[];
  after: RestatedUnit[];
  uncountedBefore: string[];
  uncountedAfter: string[];
  effect: FigureCounts;
}

/** As `GET /v1/coverage/restatement` gives it: a figure on its own register and on a later one. */
export interface RestatementRow {
  indicator: Indicator;
  own: FigureCounts & { registerDate: Day };
  restated: FigureCounts & { registerDate: Day };
  carried: { unchanged: number; byKind: Record<string, number> };
  summary: (Explanation & { differences: number; effect: FigureCounts })[];
  differences: RestatedDifference[];
}

/** Facts of one day, summed over all places and products of the scope. */
export interface VolumeSum {
  day: Day;
  direction: Direction;
  kind: ScanKind;
  parcels: number;
}

export const EXCEPTION_KINDS = [
  'parked-at-township',
  'missed-round',
  'misdirected',
  'stuck',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export interface ExceptionGroup {
  kind: ExceptionKind;
  count: number;
  /** The places with most of them, most first. */
  places: { placeCode: string; count: number }[];
}

export interface Totals {
  scans: { accepted: number; stored: number; rejected: number; parked: number };
  visits: { accepted: number; stored: number; rejected: number; parked: number };
  parcels: number;
  shipments: number;
  parcelsByState: Record<string, number>;
}

/** Everything the report says, gathered once through the public reads. */
export interface ReportModel {
  scenario: ReportScenario;
  registerDate: Day;
  asOf: Day;
  from: Day;
  editions: Record<Indicator, string>;
  scopeName: string;
  rates: RateRow[];
  units: UnitRow[];
  projects: ProjectRow[];
  flows: FlowRow[];
  flowMatrix: FlowMatrixRow[];
  modes: ModeRow[];
  restatements: RestatementRow[];
  volumes: VolumeSum[];
  exceptions: ExceptionGroup[];
  /** Names of places by code, as the register writes them, and of products by id. */
  names: ReadonlyMap<string, string>;
  totals: Totals;
  simulated: boolean;
}
