import { Body, Controller, Get, Inject, Optional, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { DeadLetterDesk, type DeadLetterShelf, letterIdOf } from '@youlu/messaging';
import { decodeCursor, encodeCursor } from '../cursor';
import { ApiAnswerOf, ApiPageOf } from '../openapi/openapi-decorators';
import type { Page } from '../page';
import { HttpProblem } from '../problem';
import { BulkWrite } from '../writes/write-door';
import { letterSchema, letterView, openedLetterSchema, openedLetterView } from './dead-letter-view';
import {
  DiscardDeadLetters,
  keyOf,
  ListDeadLettersQuery,
  ReplayDeadLetters,
  selectionOf,
  ServiceQuery,
} from './dead-letters.dto';

const PLACE = {
  service: 'string',
  parkedAt: 'number',
  consumer: 'string',
  topic: 'string',
  partition: 'number',
  offset: 'number',
  row: 'number',
} as const;

const countSchema = Type.Object({
  service: Type.String(),
  consumer: Type.String(),
  topic: Type.String(),
  code: Type.String(),
  parked: Type.Integer(),
  discarded: Type.Integer(),
  oldestParkedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
const outcomeSchema = Type.Object({
  replayed: Type.Integer(),
  stillParked: Type.Integer(),
  letters: Type.Array(
    Type.Object({
      id: Type.String(),
      outcome: Type.Union(
        ['replayed', 'still-parked', 'no-handler', 'gone'].map((word) => Type.Literal(word)),
      ),
    }),
  ),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

/** What could not be applied: read, tried again, set aside. docs/operations/dead-letters.md */
@ApiTags('dead letters')
@Controller('v1/dead-letters')
export class DeadLettersController {
  // None where no service speaks Kafka; then there are no letters either.
  constructor(@Optional() @Inject(DeadLetterDesk) private readonly desk?: DeadLetterDesk) {}

  @Get()
  @ApiOperation({ summary: 'Letters, oldest first' })
  @ApiPageOf(letterSchema)
  async list(@Query() query: ListDeadLettersQuery): Promise<Page<object>> {
    const { service, state = 'parked', limit, cursor, ...selection } = query;
    const behind = decodeCursor(cursor, PLACE);
    const items: object[] = [];
    for (const shelf of this.shelves(service)) {
      if (behind !== undefined && shelf.service < behind.service) continue;
      const from = behind?.service === shelf.service ? behind : undefined;
      const room = limit - items.length;
      const letters = await shelf.page(selection, state, from, room + 1);
      items.push(...letters.slice(0, room).map((letter) => letterView(shelf.service, letter)));
      const last = letters.slice(0, room).at(-1) ?? from;
      if (letters.length <= room) continue;
      // No room was left for this service: the next page begins with it.
      const place = last ?? {
        parkedAt: 0,
        consumer: '',
        topic: '',
        partition: 0,
        offset: 0,
        row: -1,
      };
      return { items, nextCursor: placeOf(shelf.service, place) };
    }
    return { items, nextCursor: null };
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many letters by consumer, topic and reason' })
  @ApiAnswerOf(200, Type.Object({ items: Type.Array(countSchema) }))
  async counts(@Query() { service }: ServiceQuery): Promise<{ items: object[] }> {
    const counted = await Promise.all(
      this.shelves(service).map(async (shelf) =>
        (await shelf.counts()).map(({ oldestParkedAt: at, ...count }) => ({
          service: shelf.service,
          ...count,
          oldestParkedAt: at === null ? null : new Date(at).toISOString(),
        })),
      ),
    );
    return { items: counted.flat() };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One letter with its bytes, headers and reason' })
  @ApiAnswerOf(200, openedLetterSchema)
  async show(@Param('id') id: string, @Query() { service }: ServiceQuery): Promise<object> {
    const key = keyOf(id);
    for (const shelf of this.shelves(service)) {
      const letter = await shelf.open(key);
      if (letter) return openedLetterView(shelf.service, letter);
    }
    throw new HttpProblem(
      404,
      'dead-letters.unknown',
      '没有此编号的死信：已被重放，或由其他服务保管。No letter has this id: it was replayed meanwhile, or another service keeps it.',
    );
  }

  /** Safe to repeat: what was applied is no letter any more, and applying twice changes nothing. */
  @Post('replays')
  @BulkWrite()
  @ApiOperation({ summary: 'Hand parked letters to their consumers again' })
  @ApiAnswerOf(200, outcomeSchema, 'What fails again stays, with its new reason')
  async replay(@Body() body: ReplayDeadLetters): Promise<object> {
    const selection = selectionOf(body);
    const behind = decodeCursor(body.cursor, PLACE);
    const answer = { replayed: 0, stillParked: 0, letters: [] as object[] };
    for (const { service } of this.shelves(body.service)) {
      if (behind !== undefined && service < behind.service) continue;
      const from = behind?.service === service ? behind : undefined;
      const limit = body.limit - answer.letters.length;
      if (limit === 0) {
        const start = { parkedAt: 0, consumer: '', topic: '', partition: 0, offset: 0, row: -1 };
        return { ...answer, nextCursor: placeOf(service, start) };
      }
      const done = await this.desk?.replay(service, { ...selection, behind: from, limit });
      answer.replayed += done?.replayed ?? 0;
      answer.stillParked += done?.stillParked ?? 0;
      for (const { key, outcome } of done?.letters ?? []) {
        answer.letters.push({ id: letterIdOf(key), outcome });
      }
      if (done?.last) return { ...answer, nextCursor: placeOf(service, done.last) };
    }
    return { ...answer, nextCursor: null };
  }

  /** Safe to repeat: a letter is set aside once, and keeps who said so first. */
  @Post('discards')
  @BulkWrite()
  @ApiOperation({ summary: 'Set parked letters aside; they are kept, with who, why and when' })
  @ApiAnswerOf(200, Type.Object({ discarded: Type.Integer() }))
  async discard(@Body() body: DiscardDeadLetters): Promise<{ discarded: number }> {
    const selection = selectionOf(body);
    const { by, why } = body;
    let discarded = 0;
    for (const shelf of this.shelves(body.service)) {
      discarded += await shelf.discard(selection, { by, why, now: Date.now() });
    }
    return { discarded };
  }

  private shelves(service: string | undefined): DeadLetterShelf[] {
    const shelves = this.desk?.shelves() ?? [];
    const asked = shelves.filter((shelf) => service === undefined || shelf.service === service);
    if (service === undefined || asked.length > 0) return asked;
    const here = shelves.map((shelf) => shelf.service).join(', ');
    throw new HttpProblem(
      404,
      'dead-letters.service',
      `本进程没有该服务；现有 ${here || '无'}。This process has no service of that name; it has ${here || 'none'}.`,
      { field: 'service' },
    );
  }
}

function placeOf(
  service: string,
  place: {
    parkedAt: number;
    consumer: string;
    topic: string;
    partition: number;
    offset: number;
    row: number;
  },
): string {
  const { parkedAt, consumer, topic, partition, offset, row } = place;
  return encodeCursor({ service, parkedAt, consumer, topic, partition, offset, row });
}
