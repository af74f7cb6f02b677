import type { Day, Instant, JudgedIndicator } from '@youlu/vocabulary';
import type { Denominator, DenominatorName } from '../edition-form/denominators';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import type { AskedParameters, Parameters } from '../edition-form/parameters';
import type { RegisterTree, StandingUnit } from '../register/register-tree';

/** What a figure is asked for by; every part of it is said again in the answer. */
export interface CoverageQuestion {
  readonly indicator: JudgedIndicator;
  /** The rule edition (口径版本); 2020 if left away, so that what was printed does not move. */
  readonly edition?: string | undefined;
  readonly parameters?: AskedParameters | undefined;
  /** What was true on this day. */
  readonly asOf: Day;
  /** What had been recorded by then; all that is recorded, if left away. */
  readonly knownAt?: Instant | undefined;
  /** What was known of the register's changes, where that is asked for apart from all else. */
  readonly lineageKnownAt?: Instant | undefined;
  /** The place to look at; the whole register if left away. */
  readonly unit?: string | undefined;
  readonly denominator: DenominatorName;
  /** Which register says what units there are; the one in force on `asOf` if left away. */
  readonly registerDate?: Day | undefined;
  /** The year whose register says what units there are, however late the day asked about. */
  readonly baseYear?: number | undefined;
}

/** What a question is about, before any fact is read. */
export interface OpenedQuestion {
  readonly question: CoverageQuestion;
  readonly edition: IndicatorEdition;
  readonly parameters: Parameters;
  readonly denominator: Denominator;
  readonly tree: RegisterTree;
  /**
   * What was known by then of the register's changes, where that is not `knownAt`: a base that was
   * loaded later is read by what was known when it was loaded.
   */
  readonly lineageKnownAt: Instant | undefined;
  /** The place looked at; undefined where it is the whole of a register with several regions. */
  readonly place: StandingUnit | undefined;
  /** Code of the place; empty for everything. */
  readonly placeCode: string;
}
