import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  IdempotentWrite,
  IdempotentWrites,
  type Page,
  PageQuery,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import { type Instant, parseInstant } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { LinkedGroups } from '../../links/linked-groups.query';
import { LinkShipmentDto, LinkView, linkViewOf } from './link-shipment.dto';
import { LinkShipments } from './link-shipments.use-case';
import { Shipments } from '../shipments.query';

@ApiTags('shipments')
@Controller('v1/shipments/:trackingNumber/links')
export class ShipmentLinksController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly linkShipments: LinkShipments,
    private readonly shipments: Shipments,
    private readonly groups: LinkedGroups,
  ) {}

  @Post()
  @IdempotentWrite()
  @ApiOperation({ summary: 'Link another number of the same parcel, so that it counts once' })
  @ApiAnswerOf(201, LinkView)
  async link(
    @Req() req: FastifyRequest,
    @Param('trackingNumber') principalNumber: string,
    @Body() body: LinkShipmentDto,
  ): Promise<Answer> {
    const link = {
      principalNumber,
      linkedNumber: body.linkedTrackingNumber,
      relation: body.relation,
      linkedAt: parseInstant(body.linkedAt) as Instant, // the DTO has checked that it is one
      simulated: body.simulated ?? false,
    };
    return this.writes.run(req, this.db, async (tx) => ({
      status: 201,
      body: linkViewOf(await this.linkShipments.execute(tx, link, Date.now())),
    }));
  }

  @Get()
  @ApiOperation({ summary: 'List what is linked to a shipment' })
  @ApiPageOf(LinkView)
  async list(
    @Param('trackingNumber') trackingNumber: string,
    @Query() query: PageQuery,
  ): Promise<Page<LinkView>> {
    await this.shipments.one(trackingNumber);
    const page = await this.groups.page(trackingNumber, query.limit, query.cursor);
    return { ...page, items: page.items.map(linkViewOf) };
  }
}
