import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiAnswerOf,
  ApiPageOf,
  DayField,
  decodeCursor,
  type Page,
  PageQuery,
  pageOf,
} from '@youlu/http';
import { type Day, dayOf } from '@youlu/vocabulary';
import { READ_OF_NOW } from '../region-reads/known-at.dto';
import { RegisterCatalogue } from './register-catalogue.query';
import { UnknownUnit } from './register.errors';
import { UnitAnswer, unitAnswer } from './unit-answer.dto';
import { UnitLookup } from './unit-lookup.query';
import type { UnitVersion } from './unit-version';

class UnitQuery {
  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;
}

class ChildrenQuery extends PageQuery {
  @DayField({ optional: true, description: 'The day to look at; today if left away' })
  asOf?: string;
}

@ApiTags('register')
@Controller('v1/units')
export class UnitsController {
  constructor(
    private readonly units: UnitLookup,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  @Get(':code')
  @ApiOperation({ summary: 'The unit that a code means on a day', description: READ_OF_NOW })
  @ApiAnswerOf(200, UnitAnswer)
  async find(@Param('code') code: string, @Query() query: UnitQuery): Promise<UnitAnswer> {
    return unitAnswer(await this.unitOn(code, query.asOf ?? today()));
  }

  @Get(':code/children')
  @ApiOperation({
    summary: 'The units directly in a unit on a day, by code',
    description: READ_OF_NOW,
  })
  @ApiPageOf(UnitAnswer)
  async children(
    @Param('code') code: string,
    @Query() query: ChildrenQuery,
  ): Promise<Page<UnitAnswer>> {
    const day = query.asOf ?? today();
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    await this.unitOn(code, day);
    const rows = await this.units.childrenOn(code, day, after, query.limit + 1);
    return pageOf(rows, query.limit, (last) => ({ code: last.code }), unitAnswer);
  }

  private async unitOn(code: string, day: Day): Promise<UnitVersion> {
    const unit = await this.units.onDay(code, day);
    if (unit) return unit;
    throw new UnknownUnit(code, day, await this.catalogue.dateInForce(day, 'asOf'), 'code');
  }
}

function today(): Day {
  return dayOf(Date.now());
}
