import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  csvAnswer,
  decodeCursor,
  everyItem,
  IdempotentWrite,
  IdempotentWrites,
  invalidRequest,
  type Page,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { ZhEn } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { ChangeList, type ListedChange, placeOf } from '../change-list.query';
import { ChangeAnswer, changeAnswer, Decided } from './changes-answers.dto';
import {
  AcceptChangeDto,
  AddChangeDto,
  ChangesQuery,
  CorrectChangeDto,
  DecideDto,
  HistoryQuery,
  RejectChangeDto,
} from './changes.dto';
import { knownAtOf } from '../../region-reads/known-at.dto';
import { DecisionsRefused } from '../changes.errors';
import { DecideChanges, type DecisionsMade } from './decide-changes.use-case';
import type { DecisionFault, DecisionItem, DecisionWord } from './decision-item';
import { DECISION_COLUMNS, decisionRow, readDecisions } from './decision-table.client';

const BODY_BYTES_MAX = 16 * 1024 * 1024;
const FAULTS_SHOWN_MAX = 100;
const PAGE_ROWS = 1_000;

@ApiTags('changes')
@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly changes: ChangeList,
    private readonly decide: DecideChanges,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Changes between neighbouring editions; the review list as text/csv' })
  @ApiPageOf(ChangeAnswer)
  async list(
    @Req() request: FastifyRequest,
    @Query() query: ChangesQuery,
  ): Promise<Page<ChangeAnswer> | Answer> {
    if (!wantsCsv(request)) return this.page(query, query.limit, query.cursor, changeAnswer);
    const rows = await everyItem(
      (cursor) => this.page(query, PAGE_ROWS, cursor, decisionRow),
      query.cursor,
    );
    return csvAnswer(DECISION_COLUMNS, rows, 'changes.csv');
  }

  @Get(':changeId')
  @ApiOperation({ summary: 'All that was said about the units of a change, oldest first' })
  @ApiAnswerOf(200, Type.Object({ items: Type.Array(ChangeAnswer) }))
  async history(
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Query() query: HistoryQuery,
  ): Promise<{ items: ChangeAnswer[] }> {
    const knownAt = knownAtOf(query.knownAt, Date.now());
    return { items: (await this.changes.history(changeId, knownAt)).map(changeAnswer) };
  }

  @Post()
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'State a change that nothing proposed' })
  @ApiAnswerOf(200, Decided)
  async add(@Req() request: FastifyRequest, @Body() dto: AddChangeDto): Promise<Answer> {
    const { earlier, later } = dto;
    return this.one(request, dto, { ...itemOf('add', null, dto), pair: { earlier, later } });
  }

  @Post('decisions')
  @IdempotentWrite({ status: 200, bodyBytesMax: BODY_BYTES_MAX })
  @ApiOperation({ summary: 'Decide on a review list that comes back as CSV' })
  @ApiAnswerOf(200, Decided)
  async decisions(@Req() request: FastifyRequest, @Body() dto: DecideDto): Promise<Answer> {
    const { decidedBy, csv, keepGoodRows = false } = dto;
    const { items, faults } = readDecisions(csv);
    if (faults.length > 0 && (!keepGoodRows || items.length === 0)) throw refused(faults);
    return this.run(request, { decidedBy, items, keepGoodRows }, faults);
  }

  @Post(':changeId/accept')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Accept a change' })
  @ApiAnswerOf(200, Decided)
  async accept(
    @Req() request: FastifyRequest,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Body() dto: AcceptChangeDto,
  ): Promise<Answer> {
    return this.one(request, dto, itemOf('accept', changeId, dto));
  }

  @Post(':changeId/reject')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Reject a change, applied ones too' })
  @ApiAnswerOf(200, Decided)
  async reject(
    @Req() request: FastifyRequest,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Body() dto: RejectChangeDto,
  ): Promise<Answer> {
    return this.one(request, dto, itemOf('reject', changeId, dto));
  }

  @Post(':changeId/correct')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({
    summary: 'Put another change in the place of one; the earlier one stays readable',
  })
  @ApiAnswerOf(200, Decided)
  async correct(
    @Req() request: FastifyRequest,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Body() dto: CorrectChangeDto,
  ): Promise<Answer> {
    return this.one(request, dto, itemOf('correct', changeId, dto));
  }

  private one(
    request: FastifyRequest,
    { decidedBy }: RejectChangeDto,
    item: DecisionItem,
  ): Promise<Answer> {
    return this.run(request, { decidedBy, items: [item], keepGoodRows: false }, []);
  }

  private run(
    request: FastifyRequest,
    decisions: Parameters<DecideChanges['execute']>[1],
    faults: readonly DecisionFault[],
  ): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      const made = await this.decided(() => this.decide.execute(tx, decisions, Date.now));
      const rejections = [...faults, ...made.rejections].sort((a, b) => a.line - b.line);
      return { status: 200, body: { ...made, rejections } };
    });
  }

  private async decided(work: () => Promise<DecisionsMade>): Promise<DecisionsMade> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DecisionsRefused ? refused(error.faults) : error;
    }
  }

  private async page<Item>(
    query: ChangesQuery,
    limit: number,
    cursor: string | undefined,
    itemOfChange: (change: ListedChange) => Item,
  ): Promise<Page<Item>> {
    const { knownAt, ...filter } = query;
    const after = decodeCursor(cursor, { changeId: 'string', sureness: 'number' }) ?? null;
    const known = knownAtOf(knownAt, Date.now());
    const rows = await this.changes.page({ ...filter, knownAt: known }, after, limit + 1);
    return pageOf(rows, limit, (last) => ({ ...placeOf(last) }), itemOfChange);
  }
}

function itemOf(
  word: DecisionWord,
  changeId: string | null,
  dto: AcceptChangeDto & Partial<CorrectChangeDto>,
): DecisionItem {
  const { kind, from = [], to = [], effectiveOn = null, document = null, note = null } = dto;
  const stated =
    kind === undefined ? [] : [{ kind, from: from.toSorted(), to: to.toSorted(), effectiveOn }];
  return { line: 1, word, changeId, stated, pair: null, effectiveOn, document, note };
}

function refused(faults: readonly DecisionFault[]) {
  const { message, code } = new DecisionsRefused(faults);
  return invalidRequest(message as ZhEn, faults.slice(0, FAULTS_SHOWN_MAX), code);
}
