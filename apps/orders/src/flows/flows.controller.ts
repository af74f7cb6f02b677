import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPageOf, type Page } from '@youlu/http';
import { type Flow, Flows } from './flows.query';
import { FlowAnswer, ListFlowsQuery } from './list-flows.dto';

@ApiTags('flows')
@Controller('v1/flows')
export class FlowsController {
  constructor(private readonly flows: Flows) {}

  @Get()
  @ApiOperation({ summary: 'Accepted parcels by product, origin, destination and day' })
  @ApiPageOf(FlowAnswer)
  async list(@Query() query: ListFlowsQuery): Promise<Page<Flow>> {
    return this.flows.page(query);
  }
}
