import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Answer, ApiAnswerOf, IdempotentWrite, IdempotentWrites } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { FindMerchant } from '../merchants/find-merchant.query';
import { LeaseNumberBlockDto, NumberBlockAnswer } from './lease-number-block.dto';
import { LeaseNumberBlock } from './lease-number-block.use-case';

@ApiTags('numbers')
@Controller('v1/number-blocks')
export class NumberBlocksController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly findMerchant: FindMerchant,
    private readonly leaseNumberBlock: LeaseNumberBlock,
  ) {}

  @Post()
  @IdempotentWrite()
  @ApiOperation({ summary: 'Lease tracking numbers to print on labels' })
  @ApiAnswerOf(201, NumberBlockAnswer)
  async lease(@Req() req: FastifyRequest, @Body() body: LeaseNumberBlockDto): Promise<Answer> {
    return this.writes.run(req, this.db, async (tx) => {
      await this.findMerchant.execute(body.merchantId, tx);
      const block = await this.leaseNumberBlock.execute(tx, { ...body, blockId: uuidv7() });
      return { status: 201, body: block };
    });
  }
}
