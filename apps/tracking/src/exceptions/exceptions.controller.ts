import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiPageOf,
  PAGE_LIMIT_MAX,
  type Page,
  csvAnswer,
  everyItem,
  wantsCsv,
} from '@youlu/http';
import type { FastifyRequest } from 'fastify';
import { type ExceptionItem, ListExceptions } from './exceptions.query';
import { EXCEPTION_COLUMNS, ExceptionAnswer, ListExceptionsQuery } from './list-exceptions.dto';

@ApiTags('exceptions')
@Controller('v1/exceptions')
export class ExceptionsController {
  constructor(private readonly listExceptions: ListExceptions) {}

  @Get()
  @ApiOperation({
    summary: 'What to look at by the end of a day, since when, and what to do',
    description:
      'A page may hold fewer items than limit, or none, and still have a next one: the work of one ' +
      'request is bounded. The list ends where nextCursor is null.',
  })
  @ApiPageOf(ExceptionAnswer, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Query() query: ListExceptionsQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<ExceptionItem> | Answer> {
    if (!wantsCsv(request)) return this.listExceptions.execute(query);
    const items = await everyItem(
      (cursor) => this.listExceptions.execute({ ...query, limit: PAGE_LIMIT_MAX, cursor }),
      query.cursor,
    );
    return csvAnswer(EXCEPTION_COLUMNS, lines(items), `${query.kind}-${query.asOf}.csv`);
  }
}

async function* lines(items: AsyncIterable<ExceptionItem>) {
  for await (const { lastFact, ...item } of items) {
    yield {
      ...item,
      lastFactKind: lastFact?.kind,
      lastFactNodeId: lastFact?.nodeId,
      lastFactPlaceCode: lastFact?.placeCode,
      lastFactOccurredAt: lastFact?.occurredAt,
    };
  }
}
