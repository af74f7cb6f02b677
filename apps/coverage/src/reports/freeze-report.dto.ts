import {
  DayField,
  DivisionCodeField,
  InstantField,
  OneOfField,
  PageQuery,
  TextField,
} from '@youlu/http';
import {
  holdsPersonalNumber,
  INDICATORS,
  type Indicator,
  type Instant,
  parseInstant,
} from '@youlu/vocabulary';
import { DENOMINATOR_NAMES, type DenominatorName } from '../editions/denominators';
import type { AskedQuestion } from './judged-sets.query';
import { REPORT_STATES, type ReportState } from './report-state';
import { KnownTooEarly, NoReportOfPlace, PersonNamed } from './report.errors';

const ORGANISATION = { max: 200, description: 'Who: an organisation, never a person' };
const CODE_DIGITS_MAX = 6;

export class FreezeReportDto {
  @OneOfField(INDICATORS)
  indicator: Indicator;

  @DivisionCodeField({ description: 'County, prefecture or region: 6, 4 or 2 digits' })
  unit: string;

  @DayField({ description: 'What was true at the end of this day' })
  asOf: string;

  @InstantField({ optional: true, description: 'What had been recorded by then; now if left away' })
  knownAt?: string;

  @DayField({ optional: true, description: 'Register that says what units there are' })
  registerDate?: string;

  @OneOfField(DENOMINATOR_NAMES, { optional: true, description: 'strict-2020 if left away' })
  denominator: DenominatorName = 'strict-2020';

  @TextField(ORGANISATION)
  organisation: string;

  @TextField({ max: 500, description: 'What the report is for' })
  purpose: string;
}

export class TakeStepDto {
  @TextField(ORGANISATION)
  organisation: string;
}

export class DiscardReportDto extends TakeStepDto {
  @TextField({ max: 500, description: 'Why it is not to be used' })
  why: string;
}

export class ReportsQuery extends PageQuery {
  @DivisionCodeField({ optional: true, description: 'of this place' })
  unit?: string;

  @OneOfField(INDICATORS, { optional: true })
  indicator?: Indicator;

  @OneOfField(REPORT_STATES, { optional: true })
  state?: ReportState;
}

/** @throws KnownTooEarly, NoReportOfPlace, PersonNamed */
export function askedOf(dto: FreezeReportDto, now: Instant): AskedQuestion {
  const { indicator, unit, asOf, registerDate, denominator } = dto;
  assertImpersonal({ organisation: dto.organisation, purpose: dto.purpose });
  if (unit.length > CODE_DIGITS_MAX) throw new NoReportOfPlace(unit);
  const knownAt = dto.knownAt === undefined ? now : (parseInstant(dto.knownAt) ?? now);
  if (knownAt > now) throw new KnownTooEarly(knownAt, now);
  return { indicator, place: unit, asOf, knownAt, registerDate, denominator };
}

/** @throws PersonNamed */
export function assertImpersonal(texts: Readonly<Record<string, string>>): void {
  for (const [field, text] of Object.entries(texts)) {
    if (holdsPersonalNumber(text)) throw new PersonNamed(field);
  }
}
