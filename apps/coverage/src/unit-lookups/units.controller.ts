import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiAnswerOf,
  ApiPageOf,
  DayField,
  decodeCursor,
  InstantField,
  type Page,
  PageQuery,
  pageOf,
} from '@youlu/http';
import { dayOf } from '@youlu/vocabulary';
import { knownAtOf, REGISTER_KNOWN_AT, UNITS_AS_KNOWN } from '../region-reads/known-at.dto';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { UnknownUnit } from '../register/register.errors';
import { UnitAnswer, unitAnswer } from '../register/unit-answer.dto';
import type { Stretch } from '../units/unit-stretches';
import { type DayAsKnown, UnitsOnDay } from './units-on-day.query';

class UnitQuery {
  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;

  @InstantField(REGISTER_KNOWN_AT)
  knownAt?: string;
}

class ChildrenQuery extends PageQuery {
  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;

  @InstantField(REGISTER_KNOWN_AT)
  knownAt?: string;
}

@ApiTags('register')
@Controller('v1/units')
export class UnitsController {
  constructor(
    private readonly units: UnitsOnDay,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  @Get(':code')
  @ApiOperation({ summary: 'The unit that a code means on a day', description: UNITS_AS_KNOWN })
  @ApiAnswerOf(200, UnitAnswer)
  async find(@Param('code') code: string, @Query() query: UnitQuery): Promise<UnitAnswer> {
    return unitAnswer(await this.unitOn(code, dayAsKnown(query)));
  }

  @Get(':code/children')
  @ApiOperation({
    summary: 'The units directly in a unit on a day, by code',
    description: UNITS_AS_KNOWN,
  })
  @ApiPageOf(UnitAnswer)
  async children(
    @Param('code') code: string,
    @Query() query: ChildrenQuery,
  ): Promise<Page<UnitAnswer>> {
    const when = dayAsKnown(query);
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    await this.unitOn(code, when);
    const rows = await this.units.children(code, when, after, query.limit + 1);
    return pageOf(rows, query.limit, (last) => ({ code: last.code }), unitAnswer);
  }

  private async unitOn(code: string, when: DayAsKnown): Promise<Stretch> {
    const unit = await this.units.find(code, when);
    if (unit) return unit;
    const { day, knownAt } = when;
    const registerDate = await this.catalogue.dateInForce(day, 'asOf', knownAt);
    throw new UnknownUnit(code, day, registerDate, 'code');
  }
}

/** @throws KnownAtInFuture */
function dayAsKnown({ asOf, knownAt }: UnitQuery): DayAsKnown {
  const now = Date.now();
  return { day: asOf ?? dayOf(now), knownAt: knownAtOf(knownAt, now) };
}
