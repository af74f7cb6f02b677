import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswerOf } from '@youlu/http';
import { FindMerchant } from '../merchants/find-merchant.query';
import { ListShipmentEventsQuery, ShipmentEventsAnswer } from './list-shipment-events.dto';
import type { ShipmentEventView } from './shipment-event';
import { ShipmentEvents } from './shipment-events.query';

@ApiTags('shipment events')
@Controller('v1/shipment-events')
export class ShipmentEventsController {
  constructor(
    private readonly findMerchant: FindMerchant,
    private readonly events: ShipmentEvents,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Poll what happened to your shipments' })
  @ApiAnswerOf(200, ShipmentEventsAnswer)
  async list(
    @Query() query: ListShipmentEventsQuery,
  ): Promise<{ items: ShipmentEventView[]; lastSequence: number }> {
    await this.findMerchant.execute(query.merchantId);
    return this.events.after(query.merchantId, query.after, query.limit);
  }
}
