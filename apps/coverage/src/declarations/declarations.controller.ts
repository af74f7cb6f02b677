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
import {
  DeclarationResult,
  declarationOf,
  declarationsDoor,
  FilingResult,
  filingOf,
  filingsDoor,
} from './declaration-doors.dto';
import { DeclareCoverage } from './declare-coverage.use-case';
import { FileDeclarations } from './file-declarations.use-case';
import type { JudgedRequest } from './judged-rows';

@ApiTags('declarations')
@Controller('v1')
export class DeclarationsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly declare: DeclareCoverage,
    private readonly file: FileDeclarations,
  ) {}

  @Post('declarations')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Declare who is served: 1 to 1,000 rows, each judged alone' })
  @ApiBatch(declarationsDoor, DeclarationResult)
  async declarations(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = declarationsDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: declarationOf(row) }));
    return this.answer(request, rejections, 'declarationId', (tx) =>
      this.declare.execute(tx, rows, Date.now()),
    );
  }

  @Post('declaration-filings')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Say that the declaration of a county is complete' })
  @ApiBatch(filingsDoor, FilingResult)
  async filings(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = filingsDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: filingOf(row) }));
    return this.answer(request, rejections, 'filingId', (tx) =>
      this.file.execute(tx, rows, Date.now()),
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
