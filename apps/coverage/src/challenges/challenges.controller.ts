import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiBatch,
  ApiPageOf,
  batchAnswer,
  decodeCursor,
  IdempotentWrite,
  IdempotentWrites,
  type Page,
  pageOf,
  type Rejection,
} from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import {
  answersDoor,
  ChallengeAnswer,
  challengeAnswer,
  ChallengeItem,
  ChallengeQuery,
  challengeItem,
  challengeOf,
  ChallengeResult,
  challengesDoor,
  ChallengesQuery,
  settlementsDoor,
  stepOf,
  withdrawalsDoor,
} from './challenge-doors.dto';
import { ChallengeLookup } from './challenge-lookup.query';
import type { StepWanted } from '../challenge-rules/challenge-step';
import { knownAtOf } from '../region-reads/known-at.dto';
import { type IndexedRow, type JudgedRows, OpenChallenges } from './open-challenges.use-case';
import { TakeSteps } from './take-steps.use-case';

@ApiTags('challenges')
@Controller('v1')
export class ChallengesController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly opening: OpenChallenges,
    private readonly steps: TakeSteps,
    private readonly lookup: ChallengeLookup,
  ) {}

  @Post('challenges')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: "Object to units' states: 1 to 1,000 rows, each judged alone" })
  @ApiBatch(challengesDoor, ChallengeResult)
  async open(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = challengesDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: challengeOf(row) }));
    return this.answer(request, rejections, (tx) => this.opening.execute(tx, rows, Date.now()));
  }

  @Post('challenge-answers')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'What the operator says to challenges: 1 to 1,000 rows' })
  @ApiBatch(answersDoor, ChallengeResult)
  async answers(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = answersDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: stepOf(row, row.answer) }));
    return this.take(request, rejections, rows);
  }

  @Post('challenge-settlements')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'What the regulator finds: what is upheld is a ruling, or referred' })
  @ApiBatch(settlementsDoor, ChallengeResult)
  async settlements(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = settlementsDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: stepOf(row, row.settlement) }));
    return this.take(request, rejections, rows);
  }

  @Post('challenge-withdrawals')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({ summary: 'Withdraw challenges that nobody has conceded: 1 to 1,000 rows' })
  @ApiBatch(withdrawalsDoor, ChallengeResult)
  async withdrawals(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Answer> {
    const { good, rejections } = withdrawalsDoor.open(body);
    const rows = good.map(({ index, row }) => ({ index, row: stepOf(row, 'withdraw') }));
    return this.take(request, rejections, rows);
  }

  @Get('challenges')
  @ApiOperation({ summary: 'Challenges, by their ids' })
  @ApiPageOf(ChallengeItem)
  async list(@Query() query: ChallengesQuery): Promise<Page<ChallengeItem>> {
    const { unit, indicator, state, reason, limit } = query;
    const knownAt = knownAtOf(query.knownAt, Date.now());
    const after = decodeCursor(query.cursor, { id: 'string' })?.id ?? '';
    const filter = { unit, indicator, state, reason, knownAt };
    const found = await this.lookup.list(filter, after, limit + 1);
    return pageOf(found, limit, ({ challengeId }) => ({ id: challengeId }), challengeItem);
  }

  @Get('challenges/:challengeId')
  @ApiOperation({ summary: 'A challenge with every step that was taken, and what came of it' })
  @ApiAnswerOf(200, ChallengeAnswer)
  async find(
    @Param('challengeId') challengeId: string,
    @Query() query: ChallengeQuery,
  ): Promise<ChallengeAnswer> {
    const knownAt = knownAtOf(query.knownAt, Date.now());
    return challengeAnswer(await this.lookup.find(challengeId, knownAt));
  }

  private take(
    request: FastifyRequest,
    malformed: readonly Rejection[],
    rows: readonly IndexedRow<StepWanted>[],
  ): Promise<Answer> {
    return this.answer(request, malformed, (tx) => this.steps.execute(tx, rows, Date.now()));
  }

  private answer(
    request: FastifyRequest,
    malformed: readonly Rejection[],
    work: (tx: Tx) => Promise<JudgedRows>,
  ): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      const judged = await work(tx);
      const results = judged.results.sort((a, b) => a.index - b.index);
      const rejections = [...malformed, ...judged.rejections];
      return { status: 200, body: batchAnswer(results.length, rejections, results) };
    });
  }
}
