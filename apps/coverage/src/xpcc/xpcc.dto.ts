import { type Static, Type } from '@sinclair/typebox';
import {
  BooleanField,
  DayField,
  IdField,
  InstantField,
  OneOfField,
  PageQuery,
  TextField,
} from '@youlu/http';
import { XPCC_LEVELS, type XpccLevel } from './xpcc-unit';
import type { XpccUnitOnDay } from './xpcc-units.query';

const CSV_CHARACTERS_MAX = 4_000_000;
const KNOWN_AT = {
  optional: true,
  description: 'By the lists that were loaded by then; now if left away',
} as const;

export class ImportXpccDto {
  @DayField({ description: 'Date of the edition' })
  registerDate: string;

  @TextField({ max: 200 })
  name: string;

  @TextField({ max: 500, description: 'Where the file comes from' })
  source: string;

  @TextField({ max: 200 })
  licence: string;

  @BooleanField({ description: 'true for a made-up list: every answer says so' })
  simulated: boolean;

  @TextField({
    max: CSV_CHARACTERS_MAX,
    description:
      'code,name,level,parent_code,division_codes: level is division (师), regiment (团) or company ' +
      '(连); division_codes are codes of the public register over whose ground it lies, joined by "|"',
  })
  csv: string;

  @BooleanField({
    optional: true,
    description:
      'Take what is left of a file with faults: good rows that lie in good rows. Left away, one ' +
      'fault refuses the file',
  })
  keepGoodRows?: boolean;
}

export class XpccOverQuery extends PageQuery {
  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;
}

export class XpccUnitsQuery extends XpccOverQuery {
  @IdField({ optional: true, description: 'Only units directly in this one' })
  parent?: string;

  @OneOfField(XPCC_LEVELS, { optional: true })
  level?: XpccLevel;
}

export class XpccDayQuery {
  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;

  @InstantField(KNOWN_AT)
  knownAt?: string;
}

export const XpccUnitAnswer = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parentCode: Type.Union([Type.String(), Type.Null()]),
  divisionCodes: Type.Array(Type.String()),
  registerDate: Type.String(),
  simulated: Type.Boolean({ description: 'true: made up, nothing may be told from it' }),
});
export type XpccUnitAnswer = Static<typeof XpccUnitAnswer>;

export function xpccUnitAnswer(unit: XpccUnitOnDay): XpccUnitAnswer {
  return { ...unit, divisionCodes: [...unit.divisionCodes] };
}
