import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  decodeCursor,
  IdempotentWrite,
  IdempotentWrites,
  type Page,
  pageOf,
} from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { v7 as newId } from 'uuid';
import {
  askedOf,
  assertImpersonal,
  DiscardReportDto,
  FreezeReportDto,
  PublishReportDto,
  ReportsQuery,
  TakeStepDto,
} from './freeze-report.dto';
import { FreezeReport } from './freeze-report.use-case';
import { JudgedSetsOf } from './judged-sets.query';
import { MoveReport } from './move-report.use-case';
import { RecomputeReport } from './recompute-report.query';
import {
  RecomputationAnswer,
  recomputationAnswer,
  ReportItem,
  reportItem,
} from './report-answers.dto';
import { ReportInputs } from './report-inputs.query';
import { ReportLookup } from './report-lookup.query';

@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly judged: JudgedSetsOf,
    private readonly inputs: ReportInputs,
    private readonly freeze: FreezeReport,
    private readonly moves: MoveReport,
    private readonly lookup: ReportLookup,
    private readonly recompute: RecomputeReport,
  ) {}

  @Post()
  @IdempotentWrite()
  @ApiOperation({ summary: 'Freeze a report: a draft, equal to what can be recomputed' })
  @ApiAnswerOf(201, ReportItem)
  async freezeOne(@Req() request: FastifyRequest, @Body() dto: FreezeReportDto): Promise<Answer> {
    // Before judging and before waiting for the log: what was frozen by this key is not frozen again.
    const answered = await this.writes.answered(request, this.db);
    if (answered) return answered;
    const now = Date.now();
    const asked = askedOf(dto, now);
    const position = await this.inputs.position(); // before the reading: nothing frozen is older
    const sets = await this.judged.read(asked);
    const registers = await this.inputs.registers(sets.question.registerDate, asked.knownAt);
    const report = { sets, registers, position, by: dto.organisation, purpose: dto.purpose };
    return this.writes.run(request, this.db, async (tx) => {
      const frozen = await this.freeze.execute(tx, newId(), report, now);
      return { status: 201, body: reportItem(frozen) };
    });
  }

  @Get()
  @ApiOperation({ summary: 'Frozen reports, oldest first' })
  @ApiPageOf(ReportItem)
  async list(@Query() query: ReportsQuery): Promise<Page<ReportItem>> {
    const { unit, indicator, state, limit } = query;
    const after = decodeCursor(query.cursor, { id: 'string' })?.id ?? '';
    const found = await this.lookup.list({ place: unit, indicator, state }, after, limit + 1);
    return pageOf(found, limit, ({ reportId }) => ({ id: reportId }), reportItem);
  }

  @Get(':reportId')
  @ApiOperation({ summary: 'A report without its lists; they are in its files' })
  @ApiAnswerOf(200, ReportItem)
  async find(@Param('reportId') reportId: string): Promise<ReportItem> {
    return reportItem(await this.lookup.find(reportId));
  }

  @Get(':reportId/recomputation')
  @ApiOperation({ summary: 'The same question, asked again of what was known then' })
  @ApiAnswerOf(200, RecomputationAnswer)
  async recomputation(@Param('reportId') reportId: string): Promise<RecomputationAnswer> {
    const report = await this.lookup.find(reportId);
    return recomputationAnswer(report, await this.recompute.of(report));
  }

  @Post(':reportId/review')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Recompute a draft; only one that is equal is reviewed' })
  @ApiAnswerOf(200, ReportItem)
  async review(
    @Req() request: FastifyRequest,
    @Param('reportId') reportId: string,
    @Body() { organisation: by }: TakeStepDto,
  ): Promise<Answer> {
    const answered = await this.writes.answered(request, this.db);
    if (answered) return answered;
    assertImpersonal({ organisation: by });
    const recomputed = await this.recompute.of(await this.lookup.find(reportId));
    const now = Date.now();
    return this.step(request, reportId, (tx) =>
      this.moves.review(tx, reportId, recomputed, { by, now }),
    );
  }

  @Post(':reportId/publish')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({
    summary:
      'Recompute a reviewed report, and publish it if it is still equal; then it never changes',
  })
  @ApiAnswerOf(200, ReportItem)
  async publish(
    @Req() request: FastifyRequest,
    @Param('reportId') reportId: string,
    @Body() { organisation: by, withoutMembers: without = [] }: PublishReportDto,
  ): Promise<Answer> {
    const answered = await this.writes.answered(request, this.db);
    if (answered) return answered;
    assertImpersonal({ organisation: by });
    const recomputed = await this.recompute.of(await this.lookup.find(reportId));
    const taken = { by, now: Date.now(), without };
    return this.step(request, reportId, (tx) =>
      this.moves.publish(tx, reportId, recomputed, taken),
    );
  }

  @Post(':reportId/discard')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Set aside a report that was not published' })
  @ApiAnswerOf(200, ReportItem)
  async discard(
    @Req() request: FastifyRequest,
    @Param('reportId') reportId: string,
    @Body() { organisation: by, why }: DiscardReportDto,
  ): Promise<Answer> {
    assertImpersonal({ organisation: by, why });
    const now = Date.now();
    return this.step(request, reportId, (tx) => this.moves.discard(tx, reportId, { by, why, now }));
  }

  /** Answers with the report as the step leaves it. */
  private step(
    request: FastifyRequest,
    reportId: string,
    take: (tx: Tx) => Promise<void>,
  ): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      await take(tx);
      return { status: 200, body: reportItem(await this.lookup.find(reportId, tx)) };
    });
  }
}
