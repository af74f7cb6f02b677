import { type Static, Type } from '@sinclair/typebox';
import { batchDoor, DayField, optional, rowField, rowObject } from '@youlu/http';
import { JUDGED_INDICATORS, SERVICE_MODES } from '@youlu/vocabulary';
import type { Declaration, Filing } from './declaration';

const SOURCE_CHARACTERS_MAX = 500;
const OPERATOR_CHARACTERS_MAX = 200;
const period = {
  from: rowField.day('first day it holds'),
  to: optional(rowField.day('first day it no longer holds; leave away while open')),
  source: rowField.text(SOURCE_CHARACTERS_MAX, 'who says so: a document, a person, a system'),
  simulated: optional(rowField.flag('true if a simulation made it')),
};

const DeclarationRow = rowObject({
  declarationId: rowField.id(),
  unitCode: rowField.divisionCode('township (9 digits) or village (12 digits)'),
  indicator: rowField.oneOf(JUDGED_INDICATORS),
  mode: optional(rowField.oneOf(SERVICE_MODES, 'how the village is served; village-express only')),
  frequencyPerWeek: optional(rowField.int(1, 7, 'visited days a week; village-direct-mail only')),
  operator: optional(
    rowField.text(
      OPERATOR_CHARACTERS_MAX,
      'the organisation whose service it is, never a person; then only it may answer a challenge to it',
    ),
  ),
  ...period,
});
type DeclarationRow = Static<typeof DeclarationRow>;

const FilingRow = rowObject({
  filingId: rowField.id(),
  countyCode: rowField.divisionCode('county (6 digits)'),
  indicator: rowField.oneOf(JUDGED_INDICATORS),
  ...period,
});
type FilingRow = Static<typeof FilingRow>;

export const declarationsDoor = batchDoor({
  rowsField: 'declarations',
  envelope: {},
  row: DeclarationRow,
});
export const filingsDoor = batchDoor({ rowsField: 'filings', envelope: {}, row: FilingRow });

const Outcome = Type.Unsafe<'stored' | 'unchanged'>({
  type: 'string',
  enum: ['stored', 'unchanged'],
});
export const DeclarationResult = Type.Object({
  index: Type.Integer(),
  declarationId: Type.String(),
  outcome: Outcome,
});
export const FilingResult = Type.Object({
  index: Type.Integer(),
  filingId: Type.String(),
  outcome: Outcome,
});

export class EndDeclarationDto {
  @DayField({ description: 'First day it no longer holds', example: '2020-09-28' })
  endsOn: string;
}

export const EndResult = Type.Object({
  declarationId: Type.String(),
  unitCode: Type.String(),
  from: Type.String(),
  endsOn: Type.String({ description: 'First day it no longer holds' }),
  changed: Type.Boolean({ description: 'false when it had been ended on that day before' }),
});

export function declarationOf(row: DeclarationRow): Declaration {
  return {
    declarationId: row.declarationId,
    unitCode: row.unitCode,
    indicator: row.indicator,
    mode: row.mode ?? null,
    frequencyPerWeek: row.frequencyPerWeek ?? null,
    from: row.from,
    to: row.to ?? null,
    source: row.source,
    operator: row.operator ?? null,
    simulated: row.simulated ?? false,
  };
}

export function filingOf(row: FilingRow): Filing {
  return {
    filingId: row.filingId,
    countyCode: row.countyCode,
    indicator: row.indicator,
    from: row.from,
    to: row.to ?? null,
    source: row.source,
    simulated: row.simulated ?? false,
  };
}
