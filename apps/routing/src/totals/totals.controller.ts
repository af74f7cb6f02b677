import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { ApiAnswerOf } from '@youlu/http';
import { type RoutingTotals, RoutingTotalsQuery } from './routing-totals.query';

const totalsAnswer = Type.Object({
  nodes: Type.Integer(),
  links: Type.Integer(),
  timetables: Type.Integer(),
  rounds: Type.Integer(),
  visitsStored: Type.Integer(),
  itineraries: Type.Integer(),
});

@ApiTags('totals')
@Controller('v1/routing')
export class TotalsController {
  constructor(private readonly query: RoutingTotalsQuery) {}

  @Get('totals')
  @ApiAnswerOf(200, totalsAnswer)
  async totals(): Promise<RoutingTotals> {
    return this.query.totals();
  }
}
