import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { ApiAnswerOf } from '@youlu/http';
import { ReadTotals, type TrackingTotals } from './totals.query';

const Count = Type.Integer({ minimum: 0 });

@ApiTags('totals')
@Controller('v1/tracking/totals')
export class TotalsController {
  constructor(private readonly readTotals: ReadTotals) {}

  @Get()
  @ApiOperation({ summary: 'How many parcels, scans and visits tracking holds' })
  @ApiAnswerOf(
    200,
    Type.Object({
      parcels: Count,
      scansStored: Count,
      scansParked: Count,
      visitsKnown: Count,
      byState: Type.Record(Type.String(), Count),
    }),
  )
  async read(): Promise<TrackingTotals> {
    return this.readTotals.execute();
  }
}
