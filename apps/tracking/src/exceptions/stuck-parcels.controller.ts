import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiPageOf,
  type Page,
  csvAnswer,
  decodeCursor,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import { formatInstant } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import {
  ListStuckParcelsQuery,
  STUCK_PARCELS_COLUMNS,
  StuckParcelsAnswer,
  type StuckParcelsItem,
} from './list-stuck-parcels.dto';
import { type StuckGroup, compareGroups } from './stuck-by-node';
import { GroupStuckParcels } from './stuck-parcels.query';

const CURSOR = { nodeId: 'string', placeCode: 'string', simulated: 'string' } as const;

@ApiTags('exceptions')
@Controller('v1/stuck-parcels')
export class StuckParcelsController {
  constructor(private readonly groupStuckParcels: GroupStuckParcels) {}

  @Get()
  @ApiOperation({ summary: 'How many parcels are stuck by the end of a day, by node and age' })
  @ApiPageOf(StuckParcelsAnswer, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Query() query: ListStuckParcelsQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<StuckParcelsItem> | Answer> {
    const cursor = decodeCursor(query.cursor, CURSOR);
    const after = cursor && { ...cursor, simulated: cursor.simulated === 'true' };
    const groups = await this.groupStuckParcels.execute(query.asOf, query.place);
    const rest = after ? groups.filter((group) => compareGroups(group, after) > 0) : groups;
    if (wantsCsv(request)) {
      const fileName = `stuck-parcels-${query.asOf}.csv`;
      return csvAnswer(STUCK_PARCELS_COLUMNS, rest.map(lineOf), fileName);
    }
    return pageOf(rest, query.limit, keysOf, itemOf);
  }
}

function keysOf({ nodeId, placeCode, simulated }: StuckGroup): Record<keyof typeof CURSOR, string> {
  return { nodeId, placeCode, simulated: String(simulated) };
}

function itemOf({ nodeId, oldestSince, ...group }: StuckGroup): StuckParcelsItem {
  const { placeCode, parcels, byAge, simulated } = group;
  return {
    nodeId: nodeId || null,
    placeCode,
    parcels,
    byAge,
    oldestSince: formatInstant(oldestSince),
    simulated,
  };
}

function lineOf(group: StuckGroup) {
  const { byAge, ...item } = itemOf(group);
  return { ...item, ...byAge };
}
