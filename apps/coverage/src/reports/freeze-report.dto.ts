import {
  DayField,
  DivisionCodeField,
  InstantField,
  IntField,
  OneOfField,
  PageQuery,
  TextField,
} from '@youlu/http';
import {
  dayOf,
  holdsPersonalNumber,
  type Instant,
  JUDGED_INDICATORS,
  type JudgedIndicator,
  parseInstant,
} from '@youlu/vocabulary';
import { DENOMINATOR_NAMES, type DenominatorName } from '../edition-form/denominators';
import { MODE_NAMES, type ModeName } from '../edition-form/parameters';
import type { AskedQuestion } from './judged-sets.query';
import { REPORT_STATES, type ReportState } from './report-state';
import { DayToCome, KnownTooEarly, NoReportOfPlace, PersonNamed } from './report.errors';

const ORGANISATION = { max: 200, description: 'Who: an organisation, never a person' };
const CODE_DIGITS_MAX = 6;
/** No region has as many prefectures, and no prefecture as many counties. */
const MEMBERS_MAX = 100;
const WIDEST = { min: 1, max: 366 };

export class FreezeReportDto {
  @OneOfField(JUDGED_INDICATORS)
  indicator: JudgedIndicator;

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

  @TextField({ optional: true, max: 32, description: 'The rule edition; 2020 if left away' })
  edition?: string;

  @IntField({ ...WIDEST, optional: true, description: 'Days evidence counts' })
  windowDays?: number;

  @IntField({ ...WIDEST, optional: true, description: 'Whole weeks that count' })
  windowWeeks?: number;

  @IntField({ ...WIDEST, optional: true, description: 'Distinct days with evidence needed' })
  daysNeeded?: number;

  @OneOfField(MODE_NAMES, {
    optional: true,
    list: { min: 1, max: MODE_NAMES.length },
    description: 'Only declarations in these modes count',
  })
  modes?: ModeName[];

  @TextField(ORGANISATION)
  organisation: string;

  @TextField({ max: 500, description: 'What the report is for' })
  purpose: string;
}

export class TakeStepDto {
  @TextField(ORGANISATION)
  organisation: string;
}

export class PublishReportDto extends TakeStepDto {
  @DivisionCodeField({
    optional: true,
    list: { max: MEMBERS_MAX },
    description:
      'Codes of the places inside that have no published report, where it is to be published ' +
      'without them: the field missing of the refusal, which names them. Others confirm nothing',
  })
  withoutMembers?: string[];
}

export class DiscardReportDto extends TakeStepDto {
  @TextField({ max: 500, description: 'Why it is not to be used' })
  why: string;
}

export class ReportsQuery extends PageQuery {
  @DivisionCodeField({ optional: true, description: 'of this place' })
  unit?: string;

  @OneOfField(JUDGED_INDICATORS, { optional: true })
  indicator?: JudgedIndicator;

  @OneOfField(REPORT_STATES, { optional: true })
  state?: ReportState;
}

/** @throws KnownTooEarly, DayToCome, NoReportOfPlace, PersonNamed */
export function askedOf(dto: FreezeReportDto, now: Instant): AskedQuestion {
  const { indicator, unit, asOf, registerDate, denominator, edition } = dto;
  assertImpersonal({ organisation: dto.organisation, purpose: dto.purpose });
  if (unit.length > CODE_DIGITS_MAX) throw new NoReportOfPlace(unit);
  const knownAt = dto.knownAt === undefined ? now : (parseInstant(dto.knownAt) ?? now);
  if (knownAt > now) throw new KnownTooEarly(knownAt, now);
  if (asOf > dayOf(knownAt)) throw new DayToCome(asOf, dayOf(knownAt));
  const { windowDays, windowWeeks, daysNeeded } = dto;
  // Modes in their one order, so that the same question is the same whoever writes it down.
  const modes = dto.modes && MODE_NAMES.filter((mode) => dto.modes?.includes(mode));
  const parameters = { windowDays, windowWeeks, daysNeeded, modes };
  const asked = { indicator, place: unit, asOf, knownAt, registerDate, denominator };
  return { ...asked, edition, parameters };
}

/** @throws PersonNamed */
export function assertImpersonal(texts: Readonly<Record<string, string>>): void {
  for (const [field, text] of Object.entries(texts)) {
    if (holdsPersonalNumber(text)) throw new PersonNamed(field);
  }
}
