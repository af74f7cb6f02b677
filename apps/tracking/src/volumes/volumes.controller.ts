import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Answer, ApiPageOf, type Page, csvAnswer, everyItem, wantsCsv } from '@youlu/http';
import type { FastifyRequest } from 'fastify';
import {
  ListVolumesQuery,
  VOLUME_COLUMNS,
  VolumeAnswer,
  type VolumeCell,
} from './list-volumes.dto';
import { ListVolumes } from './volumes.query';

/** Cells read at once for a CSV: some MB, and few passes where a level is added up. */
const CSV_PAGE_CELLS = 20_000;

@ApiTags('volumes')
@Controller('v1/volumes')
export class VolumesController {
  constructor(private readonly listVolumes: ListVolumes) {}

  @Get()
  @ApiOperation({
    summary: 'Scans of booked parcels by place, day, direction, product and kind',
    description:
      'An operator sees every figure. Published tables withhold cells under 3: ask with ' +
      'suppressUnder=3, and publish one level of a table only, since a withheld figure could be ' +
      'told from the sums of another.',
  })
  @ApiPageOf(VolumeAnswer, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Query() query: ListVolumesQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<VolumeCell> | Answer> {
    if (!wantsCsv(request)) return this.listVolumes.execute(query);
    const cells = await everyItem(
      (cursor) => this.listVolumes.execute({ ...query, limit: CSV_PAGE_CELLS, cursor }),
      query.cursor,
    );
    return csvAnswer(VOLUME_COLUMNS, cells, 'volumes.csv');
  }
}
