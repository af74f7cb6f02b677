import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
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
  EndDeclarationDto,
  EndResult,
  FilingResult,
  filingOf,
  filingsDoor,
} from './declaration-doors.dto';
import { DeclareCoverage } from './declare-coverage.use-case';
import { EndDeclaration } from './end-declaration.use-case';
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
    private readonly end: EndDeclaration,
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

  @Post('declarations/:declarationId/end')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'End an open declaration; the same end again changes nothing' })
  @ApiAnswerOf(200, EndResult)
  async endOne(
    @Req() request: FastifyRequest,
    @Param('declarationId') declarationId: string,
    @Body() { endsOn }: EndDeclarationDto,
  ): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      const body = await this.end.execute(tx, declarationId, endsOn, Date.now());
      return { status: 200, body };
    });
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
