import { DayField, DivisionCodeField, InstantField, OneOfField, PageQuery } from '@youlu/http';
import {
  COVERAGE_STATES,
  type CoverageState,
  dayOf,
  INDICATORS,
  type Indicator,
  type Instant,
  parseInstant,
} from '@youlu/vocabulary';
import type { CoverageQuestion } from './coverage-states.query';
import { KnownAtInFuture } from './coverage.errors';
import { LANGUAGES, type Language } from './language';
import { DENOMINATOR_NAMES, type DenominatorName } from './denominators';

/** Levels that rates are added up to; a village has a state, not a rate. */
const RATE_LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4'] as const;
export type RateLevel = (typeof RATE_LEVELS)[number];

/** `served`: what shows the service. `stopped-elsewhere`: what speaks against a declaration. */
const EVIDENCE_SORTS = ['served', 'stopped-elsewhere'] as const;
export type EvidenceSort = (typeof EVIDENCE_SORTS)[number];

/** Which place, on which day, on which register. */
const PLACE = { optional: true, description: 'The place; the whole register if left away' };
const AS_OF = {
  optional: true,
  description: 'What was true at the end of this day; today if left away',
};
const KNOWN_AT = {
  optional: true,
  description:
    'What had been recorded by this instant, not in the future; all that is recorded if left away',
};
const REGISTER = {
  optional: true,
  description:
    'Date of the register that says what units there are; the earliest loaded if left away',
};
const DENOMINATOR = { optional: true, description: 'strict-2020 if left away' };

export class ModesQuery {
  @DivisionCodeField(PLACE)
  unit?: string;

  @DayField(AS_OF)
  asOf?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;

  @DayField(REGISTER)
  registerDate?: string;

  @OneOfField(DENOMINATOR_NAMES, DENOMINATOR)
  denominator: DenominatorName = 'strict-2020';
}

export class CoveragePageQuery extends PageQuery {
  @OneOfField(INDICATORS)
  indicator: Indicator;

  @DivisionCodeField(PLACE)
  unit?: string;

  @DayField(AS_OF)
  asOf?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;

  @DayField(REGISTER)
  registerDate?: string;

  @OneOfField(DENOMINATOR_NAMES, DENOMINATOR)
  denominator: DenominatorName = 'strict-2020';
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

export function questionOf(query: CoveragePageQuery, now: number): CoverageQuestion {
  return { ...placeOf(query, now), indicator: query.indicator };
}

export function placeOf(query: ModesQuery, now: number): Omit<CoverageQuestion, 'indicator'> {
  const { unit, denominator, registerDate } = query;
  const asOf = query.asOf ?? dayOf(now);
  return { unit, denominator, registerDate, asOf, knownAt: knownAtOf(query.knownAt, now) };
}

/** @throws KnownAtInFuture: nobody knows what will have been recorded by then */
function knownAtOf(text: string | undefined, now: Instant): Instant | undefined {
  const knownAt = text === undefined ? undefined : parseInstant(text);
  if (knownAt !== undefined && knownAt > now) throw new KnownAtInFuture(now);
  return knownAt;
}
