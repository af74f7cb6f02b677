import {
  DayField,
  DivisionCodeField,
  InstantField,
  IntField,
  OneOfField,
  PAGE_LIMIT_DEFAULT,
  PAGE_LIMIT_MAX,
  TextField,
} from '@youlu/http';
import {
  COVERAGE_STATES,
  type CoverageState,
  dayOf,
  type Instant,
  JUDGED_INDICATORS,
  type JudgedIndicator,
} from '@youlu/vocabulary';
import { DENOMINATOR_NAMES, type DenominatorName } from '../edition-form/denominators';
import { LANGUAGES, type Language } from '../edition-form/language';
import type { AskedParameters } from '../edition-form/parameters';
import { knownAtOf } from '../region-reads/known-at.dto';
import { ModesField, modesOf } from './asked-modes.dto';
import type { CoverageQuestion } from './coverage-question';

/** Levels that rates are added up to; a village has a state, not a rate. */
const RATE_LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4'] as const;
export type RateLevel = (typeof RATE_LEVELS)[number];

/** `served`: what shows the service. `stopped-elsewhere`: what speaks against a declaration. */
const EVIDENCE_SORTS = ['served', 'stopped-elsewhere'] as const;
export type EvidenceSort = (typeof EVIDENCE_SORTS)[number];

const YEAR = { min: 1949, max: 2199 };
const WIDEST = { min: 1, max: 366 };

/** Which place, on which day, as known when, on which register, and by which parameters. */
export class ModesQuery {
  @DivisionCodeField({
    optional: true,
    description: 'The place; the whole register if left away',
  })
  unit?: string;

  @DayField({
    optional: true,
    description: 'What was true at the end of this day; today if left away',
  })
  asOf?: string;

  @InstantField({
    optional: true,
    description: 'What had been recorded by then; all that is recorded if left away',
  })
  knownAt?: string;

  @DayField({
    optional: true,
    description:
      'Date of the register that says what units there are; the one in force on asOf if left away',
  })
  registerDate?: string;

  @IntField({
    ...YEAR,
    optional: true,
    fromQuery: true,
    description: 'Year whose register says what units there are, however late asOf is',
  })
  baseYear?: number;

  @OneOfField(DENOMINATOR_NAMES, { optional: true, description: 'strict-2020 if left away' })
  denominator: DenominatorName = 'strict-2020';

  @TextField({ optional: true, max: 32, description: 'The rule edition; 2020 if left away' })
  edition?: string;

  @IntField({ ...WIDEST, optional: true, fromQuery: true, description: 'Days evidence counts' })
  windowDays?: number;

  @IntField({ ...WIDEST, optional: true, fromQuery: true, description: 'Whole weeks that count' })
  windowWeeks?: number;

  @IntField({
    ...WIDEST,
    optional: true,
    fromQuery: true,
    description: 'Distinct days with evidence that are needed, in the window or in each week',
  })
  daysNeeded?: number;
}

export class CoveragePageQuery extends ModesQuery {
  @IntField({ min: 1, max: PAGE_LIMIT_MAX, fromQuery: true, optional: true })
  limit: number = PAGE_LIMIT_DEFAULT;

  @TextField({ min: 0, max: 1_024, optional: true, description: 'nextCursor of the page before' })
  cursor?: string;

  @OneOfField(JUDGED_INDICATORS)
  indicator: JudgedIndicator;

  @ModesField('Only declarations in these modes count, and scans that state one of them or none')
  modes?: string;
}

export class RatesQuery extends CoveragePageQuery {
  @OneOfField(RATE_LEVELS)
  level: RateLevel;
}

export class UnitsQuery extends CoveragePageQuery {
  @OneOfField(COVERAGE_STATES, { optional: true })
  state?: CoverageState;

  @OneOfField(LANGUAGES, {
    optional: true,
    description:
      'Language of the reasons; what Accept-Language asks for if left away, else Chinese',
  })
  lang?: Language;
}

export class EvidenceQuery extends CoveragePageQuery {
  @OneOfField(EVIDENCE_SORTS, { optional: true, description: 'served if left away' })
  sort: EvidenceSort = 'served';
}

/** @throws KnownAtInFuture, WrongParameter */
export function questionOf(query: CoveragePageQuery, now: Instant): CoverageQuestion {
  const place = placeOf(query, now);
  const parameters = { ...place.parameters, modes: modesOf(query.modes) };
  return { ...place, parameters, indicator: query.indicator };
}

/** @throws KnownAtInFuture: nobody knows what will have been recorded by then */
export function placeOf(query: ModesQuery, now: Instant): Omit<CoverageQuestion, 'indicator'> {
  const { unit, denominator, registerDate, baseYear, edition } = query;
  const { windowDays, windowWeeks, daysNeeded } = query;
  const parameters: AskedParameters = { windowDays, windowWeeks, daysNeeded };
  const asOf = query.asOf ?? dayOf(now);
  const knownAt = knownAtOf(query.knownAt, now);
  return { unit, denominator, registerDate, baseYear, edition, parameters, asOf, knownAt };
}
