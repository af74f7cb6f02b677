import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiBatch,
  batchAnswer,
  IdempotentWrite,
  IdempotentWrites,
  type Rejection,
} from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import type { JudgedRequest } from '../declarations/judged-rows';
import { KeepOwnLists } from './keep-own-lists.use-case';
import {
  PrescriptionResult,
  prescriptionOf,
  prescriptionsDoor,
  TargetResult,
  targetOf,
  targetsDoor,
} from './own-lists.dto';

@ApiTags('declarations')
@Controller('v1')
export class OwnListsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly lists: KeepOwnLists,
  ) {}

  @Post('coverage-targets')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Targets that no register names: post offices, border hamlets' })
  @ApiBatch(targetsDoor, TargetResult)
  async targets(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = targetsDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: targetOf(row) }));
    return this.answer(request, rejections, 'targetId', (tx) =>
      this.lists.targets(tx, rows, Date.now()),
    );
  }

  @Post('mail-prescriptions')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Prescribed lesser frequencies and seasonal closures, with reasons' })
  @ApiBatch(prescriptionsDoor, PrescriptionResult)
  async prescriptions(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = prescriptionsDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: prescriptionOf(row) }));
    return this.answer(request, rejections, 'prescriptionId', (tx) =>
      this.lists.prescriptions(tx, rows, Date.now()),
    );
  }

  private answer(
    request: FastifyRequest,
    malformed: readonly Rejection[],
    idField: string,
    work: (tx: Tx) => Promise<JudgedRequest>,
  ): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      const judged = await work(tx);
      const results = judged.results
        .map(({ index, id, outcome }) => ({ index, [idField]: id, outcome }))
        .sort((a, b) => a.index - b.index);
      const rejections = [...malformed, ...judged.rejections];
      return { status: 200, body: batchAnswer(results.length, rejections, results) };
    });
  }
}
