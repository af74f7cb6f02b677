import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPageOf, type Page } from '@youlu/http';
import { FlowMatrix, type FlowMatrixCell } from './flow-matrix.query';
import { type Flow, Flows } from './flows.query';
import {
  FlowAnswer,
  FlowMatrixAnswer,
  ListFlowMatrixQuery,
  ListFlowsQuery,
} from './list-flows.dto';

@ApiTags('flows')
@Controller('v1')
export class FlowsController {
  constructor(
    private readonly flows: Flows,
    private readonly matrix: FlowMatrix,
  ) {}

  @Get('flows')
  @ApiOperation({ summary: 'Accepted parcels by product, origin, destination and day' })
  @ApiPageOf(FlowAnswer)
  async list(@Query() query: ListFlowsQuery): Promise<Page<Flow>> {
    return this.flows.page(query);
  }

  @Get('flow-matrix')
  @ApiOperation({
    summary: 'Outbound parcels by product, origin county, destination province and ISO week',
  })
  @ApiPageOf(FlowMatrixAnswer)
  async listMatrix(@Query() query: ListFlowMatrixQuery): Promise<Page<FlowMatrixCell>> {
    return this.matrix.page(query);
  }
}
