import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiBatch,
  ApiPageOf,
  batchAnswer,
  IdempotentWrite,
  IdempotentWrites,
  type Page,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { ImportNodes } from './import-nodes.use-case';
import { ImportRows } from './rows/import-rows.use-case';
import { LINK_KIND, TIMETABLE_KIND } from './network-kinds';
import {
  importResult,
  linksDoor,
  ListNodesQuery,
  nodeAnswer,
  nodesDoor,
  timetablesDoor,
  toLink,
  toNode,
  toTimetable,
} from './network.dto';
import { NetworkQuery, type NodeView } from './network.query';
import { hoursFault } from './opening-hours';
import { periodFault } from './period';

@ApiTags('network')
@Controller('v1')
export class NetworkController {
  constructor(
    private readonly importNodes: ImportNodes,
    private readonly importRows: ImportRows,
    private readonly network: NetworkQuery,
    private readonly writes: IdempotentWrites,
    private readonly db: Database,
  ) {}

  @Post('nodes')
  @IdempotentWrite({ status: 200 })
  @ApiBatch(nodesDoor, importResult)
  async nodes(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const opened = nodesDoor.open(
      body,
      (row) =>
        periodFault(row.opensOn, row.closesOn, { from: 'opensOn', to: 'closesOn' }) ??
        hoursFault(row),
    );
    const rows = opened.good.map(({ index, row }) => ({ index, row: toNode(row) }));
    return this.writes.run(request, this.db, async (tx) => {
      const { results, rejections } = await this.importNodes.execute(tx, rows);
      const refused = [...opened.rejections, ...rejections];
      return { status: 200, body: batchAnswer(results.length, refused, results) };
    });
  }

  @Post('links')
  @IdempotentWrite({ status: 200 })
  @ApiBatch(linksDoor, importResult)
  async links(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const opened = linksDoor.open(body, ({ fromNodeId, toNodeId }) =>
      fromNodeId === toNodeId
        ? {
            field: 'toNodeId',
            code: 'same-node',
            reason: '线路的起讫节点相同。the link leads from a node to itself',
            fix: '请填两个不同的节点。Send two different nodes.',
          }
        : undefined,
    );
    const rows = opened.good.map(({ index, row }) => ({ index, row: toLink(row) }));
    return this.writes.run(request, this.db, async (tx) => {
      const { results, rejections } = await this.importRows.execute(tx, LINK_KIND, rows);
      const refused = [...opened.rejections, ...rejections];
      return { status: 200, body: batchAnswer(results.length, refused, results) };
    });
  }

  @Post('timetables')
  @IdempotentWrite({ status: 200 })
  @ApiBatch(timetablesDoor, importResult)
  async timetables(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const opened = timetablesDoor.open(body, ({ from, to }) =>
      periodFault(from, to, { from: 'from', to: 'to' }),
    );
    const rows = opened.good.map(({ index, row }) => ({ index, row: toTimetable(row) }));
    return this.writes.run(request, this.db, async (tx) => {
      const { results, rejections } = await this.importRows.execute(tx, TIMETABLE_KIND, rows);
      const refused = [...opened.rejections, ...rejections];
      return { status: 200, body: batchAnswer(results.length, refused, results) };
    });
  }

  @Get('nodes')
  @ApiPageOf(nodeAnswer)
  async list(@Query() query: ListNodesQuery): Promise<Page<NodeView>> {
    return this.network.nodes(query);
  }

  @Get('nodes/:nodeId')
  @ApiAnswerOf(200, nodeAnswer)
  async node(@Param('nodeId') nodeId: string): Promise<NodeView> {
    return this.network.node(nodeId);
  }
}
