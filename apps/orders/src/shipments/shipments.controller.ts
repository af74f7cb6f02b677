import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  IdempotentWrite,
  IdempotentWrites,
  type Page,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import { type Instant, parseInstant } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { FindMerchant } from '../merchants/find-merchant.query';
import {
  BookShipmentDto,
  CancelShipmentDto,
  ListShipmentsQuery,
  TotalsAnswer,
} from './booking/book-shipment.dto';
import { BookShipments } from './booking/book-shipments.use-case';
import { CancelShipment } from './cancel-shipment.use-case';
import { BookingRefused } from './shipment.errors';
import { ShipmentView, viewOf } from './shipment-view';
import { type OrdersTotals, Shipments } from './shipments.query';

@ApiTags('shipments')
@Controller('v1')
export class ShipmentsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly findMerchant: FindMerchant,
    private readonly bookShipments: BookShipments,
    private readonly cancelShipment: CancelShipment,
    private readonly shipments: Shipments,
  ) {}

  @Post('shipments')
  @IdempotentWrite()
  @ApiOperation({ summary: 'Book one shipment' })
  @ApiAnswerOf(201, ShipmentView)
  async book(@Req() req: FastifyRequest, @Body() body: BookShipmentDto): Promise<Answer> {
    const { merchantId, ...booking } = body;
    const request = {
      ...booking,
      trackingNumber: body.trackingNumber ?? null,
      productId: body.productId ?? null,
      producedInCode: body.producedInCode ?? null,
      readyAt: instantOf(body.readyAt),
      simulated: body.simulated ?? false,
    };
    return this.writes.run(req, this.db, async (tx) => {
      const [outcome] = await this.bookShipments.execute(tx, merchantId, [request], Date.now());
      if (outcome === undefined) throw new RangeError('One request has one outcome');
      if ('refused' in outcome) throw new BookingRefused(outcome.refused);
      return { status: 201, body: viewOf(outcome.shipment) };
    });
  }

  @Post('shipments/:trackingNumber/cancel')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Cancel a shipment that nobody has accepted yet' })
  @ApiAnswerOf(200, ShipmentView)
  async cancel(
    @Req() req: FastifyRequest,
    @Param('trackingNumber') trackingNumber: string,
    @Body() body: CancelShipmentDto,
  ): Promise<Answer> {
    const cancelledAt = instantOf(body.cancelledAt);
    return this.writes.run(req, this.db, async (tx) => ({
      status: 200,
      body: viewOf(await this.cancelShipment.execute(tx, trackingNumber, cancelledAt, Date.now())),
    }));
  }

  @Get('shipments/:trackingNumber')
  @ApiOperation({ summary: 'Read a shipment' })
  @ApiAnswerOf(200, ShipmentView)
  async read(@Param('trackingNumber') trackingNumber: string): Promise<ShipmentView> {
    return viewOf(await this.shipments.one(trackingNumber));
  }

  @Get('shipments')
  @ApiOperation({ summary: 'List shipments of a merchant, of one state or all' })
  @ApiPageOf(ShipmentView)
  async list(@Query() query: ListShipmentsQuery): Promise<Page<ShipmentView>> {
    await this.findMerchant.execute(query.merchantId);
    const page = await this.shipments.page(query);
    return { ...page, items: page.items.map(viewOf) };
  }

  @Get('orders/totals')
  @ApiOperation({ summary: 'How many shipments there are, by state' })
  @ApiAnswerOf(200, TotalsAnswer)
  async totals(): Promise<OrdersTotals> {
    return this.shipments.totals();
  }
}

/** The DTO has checked that it is one. */
function instantOf(text: string): Instant {
  return parseInstant(text) as Instant;
}
