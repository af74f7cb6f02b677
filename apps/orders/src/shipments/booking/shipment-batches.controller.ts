import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiBatch,
  batchAnswer,
  type BatchAnswer,
  IdempotentWrite,
  IdempotentWrites,
  type OpenedBatch,
  type Rejection,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import {
  type Instant,
  parseInstant,
  type ParcelState,
  type TrackingNumber,
} from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { BookedRow, bookingDoor, type BookingRow } from './book-shipment.dto';
import { type BookingOutcome, BookShipments } from './book-shipments.use-case';
import type { BookingRequest } from './booking';

interface Booked {
  index: number;
  trackingNumber: TrackingNumber;
  state: ParcelState;
}

@ApiTags('shipments')
@Controller('v1/shipment-batches')
export class ShipmentBatchesController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly bookShipments: BookShipments,
  ) {}

  @Post()
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Book up to 1,000 shipments; good rows are kept, others get a reason' })
  @ApiBatch(bookingDoor, BookedRow)
  async book(@Req() req: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const batch = bookingDoor.open(body);
    const { merchantId } = batch.envelope;
    const requests = batch.good.map(({ row }) => requestOf(row));
    return this.writes.run(req, this.db, async (tx) => {
      const outcomes = await this.bookShipments.execute(tx, merchantId, requests, Date.now());
      return { status: 200, body: answerOf(batch, outcomes) };
    });
  }
}

function requestOf(row: BookingRow): BookingRequest {
  return {
    trackingNumber: row.trackingNumber ?? null,
    productId: row.productId ?? null,
    direction: row.direction,
    originCode: row.originCode,
    destinationCode: row.destinationCode,
    producedInCode: row.producedInCode ?? null,
    weightGrams: row.weightGrams,
    readyAt: parseInstant(row.readyAt) as Instant, // the door has checked that it is one
    simulated: row.simulated ?? false,
  };
}

function answerOf(
  batch: OpenedBatch<unknown, BookingRow>,
  outcomes: readonly BookingOutcome[],
): BatchAnswer<Booked> {
  const results: Booked[] = [];
  const rejections: Rejection[] = [...batch.rejections];
  outcomes.forEach((outcome, i) => {
    const index = batch.good[i]?.index ?? i;
    if ('refused' in outcome) rejections.push({ index, ...outcome.refused });
    else {
      const { trackingNumber, state } = outcome.shipment;
      results.push({ index, trackingNumber, state });
    }
  });
  return batchAnswer(results.length, rejections, results);
}
