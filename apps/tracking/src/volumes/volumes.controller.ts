import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPageOf, type Page } from '@youlu/http';
import { ListVolumesQuery, VolumeAnswer } from './list-volumes.dto';
import { ListVolumes, type VolumeCell } from './volumes.query';

@ApiTags('volumes')
@Controller('v1/volumes')
export class VolumesController {
  constructor(private readonly listVolumes: ListVolumes) {}

  @Get()
  @ApiOperation({ summary: 'Scans of booked parcels by place, day, direction, product and kind' })
  @ApiPageOf(VolumeAnswer)
  async list(@Query() query: ListVolumesQuery): Promise<Page<VolumeCell>> {
    return this.listVolumes.execute(query);
  }
}
