import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiPageOf,
  PAGE_LIMIT_MAX,
  type Page,
  csvAnswer,
  decodeCursor,
  everyItem,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import { formatInstant } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { WHAT_TO_DO } from '../exceptions/exception-rules';
import {
  ListMissedVillagesQuery,
  MISSED_VILLAGE_COLUMNS,
  MissedVillageAnswer,
  type MissedVillageItem,
} from './list-missed-villages.dto';
import { ListMissedVillages, type MissedVillage } from './missed-villages.query';

@ApiTags('exceptions')
@Controller('v1/missed-villages')
export class MissedVillagesController {
  constructor(private readonly missedVillages: ListMissedVillages) {}

  @Get()
  @ApiOperation({ summary: 'Villages where a round was due on a day and nobody came, by code' })
  @ApiPageOf(MissedVillageAnswer, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Query() query: ListMissedVillagesQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<MissedVillageItem> | Answer> {
    if (!wantsCsv(request)) return this.page(query, query.cursor, query.limit);
    const items = await everyItem(
      (cursor) => this.page(query, cursor, PAGE_LIMIT_MAX),
      query.cursor,
    );
    return csvAnswer(MISSED_VILLAGE_COLUMNS, lines(items), `missed-villages-${query.day}.csv`);
  }

  private async page(
    { day, place }: ListMissedVillagesQuery,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<MissedVillageItem>> {
    const after = decodeCursor(cursor, { villageCode: 'string' })?.villageCode;
    const missed = await this.missedVillages.execute({ day, place, after, limit: limit + 1 });
    return pageOf(
      missed,
      limit,
      ({ villageCode }) => ({ villageCode }),
      (village) => itemOf(day, village),
    );
  }
}

function itemOf(day: string, { lastVisitAt, ...village }: MissedVillage): MissedVillageItem {
  const { villageCode, roundIds, stationNodeIds, simulated } = village;
  return {
    day,
    villageCode,
    roundIds,
    stationNodeIds,
    lastVisitAt: lastVisitAt === null ? null : formatInstant(lastVisitAt),
    whatToDo: WHAT_TO_DO['missed-round'],
    simulated,
  };
}

async function* lines(items: AsyncIterable<MissedVillageItem>) {
  for await (const item of items) {
    const { roundIds, stationNodeIds } = item;
    yield { ...item, roundIds: roundIds.join(' '), stationNodeIds: stationNodeIds.join(' ') };
  }
}
