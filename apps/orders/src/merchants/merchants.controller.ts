import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Answer, ApiAnswerOf, IdempotentWrite, IdempotentWrites } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { FindMerchant } from './find-merchant.query';
import type { Merchant } from './merchant';
import { MerchantAnswer, RegisterMerchantDto } from './register-merchant.dto';
import { RegisterMerchant } from './register-merchant.use-case';

@ApiTags('merchants')
@Controller('v1/merchants')
export class MerchantsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly registerMerchant: RegisterMerchant,
    private readonly findMerchant: FindMerchant,
  ) {}

  @Post()
  @IdempotentWrite()
  @ApiOperation({ summary: 'Register a merchant' })
  @ApiAnswerOf(201, MerchantAnswer)
  async register(@Req() req: FastifyRequest, @Body() body: RegisterMerchantDto): Promise<Answer> {
    const { merchantId, name, simulated = false } = body;
    return this.writes.run(req, this.db, async (tx) => ({
      status: 201,
      body: await this.registerMerchant.execute(tx, { merchantId, name, simulated }),
    }));
  }

  @Get(':merchantId')
  @ApiOperation({ summary: 'Read a merchant' })
  @ApiAnswerOf(200, MerchantAnswer)
  async read(@Param('merchantId') merchantId: string): Promise<Merchant> {
    return this.findMerchant.execute(merchantId);
  }
}
