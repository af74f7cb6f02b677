import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import {
  ApiAnswerOf,
  ApiPageOf,
  DayField,
  decodeCursor,
  DivisionCodeField,
  InstantField,
  type Page,
  PageQuery,
  pageOf,
  TextField,
} from '@youlu/http';
import { dayOf } from '@youlu/vocabulary';
import { ChangeList } from '../changes/change-list.query';
import { ChangeAnswer, changeAnswer } from '../changes/decisions/changes-answers.dto';
import { knownAtOf, REGISTER_KNOWN_AT, UNITS_AS_KNOWN } from '../region-reads/known-at.dto';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { UnknownUnit } from '../register/register.errors';
import { UnitAnswer, unitAnswer } from '../register/unit-answer.dto';
import { type NamedUnit, UnitsByName } from './units-by-name.query';
import { UnitLife } from './unit-life.query';
import { UnitToday } from './unit-today.query';

class NameQuery extends PageQuery {
  @TextField({ max: 100, description: 'The name, or how it begins; however it is written' })
  name: string;

  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;

  @DivisionCodeField({ optional: true, description: 'Only in this unit' })
  within?: string;

  @InstantField(REGISTER_KNOWN_AT)
  knownAt?: string;
}

class LifeQuery {
  @InstantField(REGISTER_KNOWN_AT)
  knownAt?: string;
}

class DayQuery extends LifeQuery {
  @DayField({ optional: true, description: 'The day on which the code was written' })
  asOf?: string;
}

const Path = Type.Array(Type.Object({ code: Type.String(), name: Type.String() }));
const Named = Type.Intersect([UnitAnswer, Type.Object({ path: Path })]);
const Life = Type.Object({
  units: Type.Array(Type.Object({ unitId: Type.String(), stretches: Type.Array(UnitAnswer) }), {
    description: 'Every unit that ever had the code, with its whole life, oldest stretch first',
  }),
  changes: Type.Array(ChangeAnswer, {
    description: 'The changes in force that its codes went through',
  }),
  isWhole: Type.Boolean({
    description:
      'false: there are more than 1,000 stretches or changes; GET /v1/changes?unit= has all',
  }),
});
const Today = Type.Object({
  from: Type.String({ description: 'The register in force on the day of the code' }),
  to: Type.String({ description: 'The newest register' }),
  units: Type.Array(UnitAnswer, { description: 'None if it ended' }),
  changes: Type.Array(
    Type.Object({
      changeId: Type.String(),
      kind: Type.String(),
      from: Type.Array(Type.String()),
      to: Type.Array(Type.String()),
      earlier: Type.String(),
      later: Type.String(),
      effectiveOn: Type.String(),
    }),
  ),
  codeInUseAgain: Type.Union([UnitAnswer, Type.Null()], {
    description:
      'The unit that has the code today, where it is none of units: another one, or the same place come back, which the changes do not tell',
  }),
});

@ApiTags('register')
@Controller('v1/units')
export class UnitLookupsController {
  constructor(
    private readonly byName: UnitsByName,
    private readonly lives: UnitLife,
    private readonly todays: UnitToday,
    private readonly changes: ChangeList,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Units by name, each with what it lies in',
    description: UNITS_AS_KNOWN,
  })
  @ApiPageOf(Named)
  async find(@Query() query: NameQuery): Promise<Page<Static<typeof Named>>> {
    const { name, within, limit } = query;
    const now = Date.now();
    const asked = { name, within, asOf: query.asOf ?? dayOf(now) };
    const knownAt = knownAtOf(query.knownAt, now);
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    const rows = await this.byName.page({ ...asked, knownAt }, after, limit + 1);
    return pageOf(rows, limit, ({ unit }) => ({ code: unit.code }), namedAnswer);
  }

  @Get(':code/life')
  @ApiOperation({
    summary: 'The lives of the units that a code, or an id, ever meant',
    description: UNITS_AS_KNOWN,
  })
  @ApiAnswerOf(200, Life)
  async life(@Param('code') code: string, @Query() query: LifeQuery): Promise<Static<typeof Life>> {
    const now = Date.now();
    const knownAt = knownAtOf(query.knownAt, now);
    const { versions, isWhole } = await this.lives.of(code, knownAt);
    const today = dayOf(now);
    if (versions.length === 0) {
      const registerDate = await this.catalogue.dateInForce(today, 'asOf', knownAt);
      throw new UnknownUnit(code, today, registerDate, 'code');
    }
    const ids = [...new Set(versions.map(({ unitId }) => unitId))];
    const units = ids.map((unitId) => ({
      unitId,
      stretches: versions.filter((one) => one.unitId === unitId).map(unitAnswer),
    }));
    const codes = [...new Set(versions.map((version) => version.code))];
    const through = await this.changes.ofCodes(codes, knownAt);
    const changes = through.changes.map(changeAnswer);
    return { units, changes, isWhole: isWhole && through.isWhole };
  }

  @Get(':code/today')
  @ApiOperation({
    summary: 'What an old code is today',
    description: `${UNITS_AS_KNOWN} The newest register is then the newest of those.`,
  })
  @ApiAnswerOf(200, Today)
  async today(@Param('code') code: string, @Query() query: DayQuery) {
    const now = Date.now();
    const knownAt = knownAtOf(query.knownAt, now);
    const told = await this.todays.of(code, query.asOf, dayOf(now), knownAt);
    const { units, codeInUseAgain: again, ...way } = told;
    const codeInUseAgain = again === null ? null : unitAnswer(again);
    return { ...way, units: units.map(unitAnswer), codeInUseAgain };
  }
}

function namedAnswer({ unit, path }: NamedUnit): Static<typeof Named> {
  return { ...unitAnswer(unit), path: [...path] };
}
