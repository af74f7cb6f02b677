import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiPageOf,
  csvAnswer,
  decodeCursor,
  type Page,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import type { FastifyRequest } from 'fastify';
import { stretchOf } from '../region-reads/stretch.dto';
import {
  SIGNAL_COLUMNS,
  SignalItem,
  signalItem,
  signalLine,
  SignalParcelItem,
  signalParcelItem,
  SignalParcelsQuery,
  SignalsQuery,
} from './signals.dto';
import { type Signal, Signals, type SignalsAsked } from './signals.query';

@ApiTags('coverage')
@Controller('v1/coverage/signals')
export class SignalsController {
  constructor(private readonly signals: Signals) {}

  @Get()
  @ApiOperation({ summary: 'What may be abuse, as a list by one rule; each deserves a look' })
  @ApiPageOf(SignalItem, 'With Accept: text/csv the whole list as CSV, in one pass')
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Query() query: SignalsQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<SignalItem> | Answer> {
    const asked = await this.asked(query);
    if (wantsCsv(request)) {
      const name = `${query.signal}-${query.from}-${query.to}.csv`;
      return csvAnswer(SIGNAL_COLUMNS, lines(asked, this.signals.all(asked)), name);
    }
    const after = decodeCursor(query.cursor, { key: 'string' })?.key ?? '';
    const found = await this.signals.list(asked, after, query.limit + 1);
    return pageOf(
      found,
      query.limit,
      ({ key }) => ({ key }),
      (one) => signalItem(asked, one),
    );
  }

  @Get('parcels')
  @ApiOperation({
    summary: 'All parcels behind one line of a list, by the number they count under',
  })
  @ApiPageOf(SignalParcelItem)
  async listParcels(@Query() query: SignalParcelsQuery): Promise<Page<SignalParcelItem>> {
    const asked = await this.asked(query);
    const after = decodeCursor(query.cursor, { trackingNumber: 'string' })?.trackingNumber ?? '';
    const found = await this.signals.parcels(asked, query.key, after, query.limit + 1);
    return pageOf(
      found,
      query.limit,
      ({ trackingNumber }) => ({ trackingNumber }),
      signalParcelItem,
    );
  }

  private asked(query: SignalsQuery): Promise<SignalsAsked> {
    const { signal, unit, registerDate } = query;
    return this.signals.ask(signal, unit, registerDate, stretchOf(query, Date.now()));
  }
}

async function* lines(asked: SignalsAsked, list: AsyncIterable<Signal>) {
  for await (const one of list) yield signalLine(signalItem(asked, one));
}
