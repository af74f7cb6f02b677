import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Answer, ApiBatch, batchAnswer, IdempotentWrite, IdempotentWrites } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { importResult } from '../network/network.dto';
import { periodFault } from '../network/period';
import { villageCodeFault } from '../network/village-code';
import { ImportRounds } from './import-rounds.use-case';
import { roundsDoor, toRound } from './rounds.dto';

@ApiTags('rounds')
@Controller('v1')
export class RoundsController {
  constructor(
    private readonly importRounds: ImportRounds,
    private readonly writes: IdempotentWrites,
    private readonly db: Database,
  ) {}

  @Post('rounds')
  @IdempotentWrite({ status: 200 })
  @ApiBatch(roundsDoor, importResult)
  async rounds(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const opened = roundsDoor.open(
      body,
      ({ villageCode, from, to }) =>
        villageCodeFault(villageCode) ?? periodFault(from, to, { from: 'from', to: 'to' }),
    );
    const rows = opened.good.map(({ index, row }) => ({ index, row: toRound(row) }));
    return this.writes.run(request, this.db, async (tx) => {
      const { results, rejections } = await this.importRounds.execute(tx, rows);
      const refused = [...opened.rejections, ...rejections];
      return { status: 200, body: batchAnswer(results.length, refused, results) };
    });
  }
}
