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
import { SIGNAL_COLUMNS, SignalItem, signalItem, signalLine, SignalsQuery } from './signals.dto';
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
    const { signal, unit, registerDate } = query;
    const stretch = stretchOf(query, Date.now());
    const asked = await this.signals.ask(signal, unit, registerDate, stretch);
    if (wantsCsv(request)) {
      const name = `${signal}-${query.from}-${query.to}.csv`;
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
}

async function* lines(asked: SignalsAsked, list: AsyncIterable<Signal>) {
  for await (const one of list) yield signalLine(signalItem(asked, one));
}
