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
import { Signals, type SignalsAsked } from './signals.query';

const LINES_AT_ONCE = 5_000;

@ApiTags('coverage')
@Controller('v1/coverage/signals')
export class SignalsController {
  constructor(private readonly signals: Signals) {}

  @Get()
  @ApiOperation({ summary: 'What may be abuse, as a list by one rule; each deserves a look' })
  @ApiPageOf(SignalItem, 'With Accept: text/csv the whole list as CSV')
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
      return csvAnswer(SIGNAL_COLUMNS, this.lines(asked), name);
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

  private async *lines(asked: SignalsAsked) {
    for (let after = ''; ;) {
      const found = await this.signals.list(asked, after, LINES_AT_ONCE);
      for (const one of found) yield signalLine(signalItem(asked, one));
      if (found.length < LINES_AT_ONCE) return;
      after = found.at(-1)?.key ?? '';
    }
  }
}
