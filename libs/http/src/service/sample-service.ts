import { Body, Controller, Get, Module, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError, type ErrorKind } from '@youlu/vocabulary';
import { type Answer, jsonAnswer } from '../answer';
import { batchDoor } from '../rows/batch-door';
import { csvAnswer, wantsCsv } from '../csv';
import { decodeCursor } from '../cursor';
import {
  DayField,
  DivisionCodeField,
  IdField,
  InstantField,
  IntField,
  OneOfField,
} from '../fields';
import { ApiBatch } from '../openapi/openapi-decorators';
import { type Page, pageOf, PageQuery } from '../page';
import { batchAnswer, type BatchAnswer } from '../rows/rejection';
import { optional, rowField, rowObject } from '../rows/row-fields';
import { BulkWrite, IdempotentWrite } from '../writes/write-door';

/** A service of one of each door, for the tests of this lib. */
class AddThing {
  @IdField()
  thingId: string;

  @DivisionCodeField({ list: { min: 1, max: 3 } })
  placeCodes: string[];

  @IntField({ min: 1, max: 30_000 })
  weightGrams: number;

  @InstantField()
  readyAt: string;

  @OneOfField(['outbound', 'inbound'], { optional: true })
  direction?: string;
}

class ListThingsQuery extends PageQuery {
  @DayField({ optional: true })
  asOf?: string;

  @OneOfField(['invalid', 'not-found', 'conflict', 'forbidden', 'unavailable'], { optional: true })
  fail?: ErrorKind;
}

export const thingBatch = batchDoor({
  rowsField: 'things',
  envelope: { sentAt: rowField.instant() },
  row: rowObject({
    thingId: rowField.id(),
    kind: rowField.oneOf(['small', 'large']),
    placeCode: rowField.divisionCode(),
    occurredAt: rowField.instant(),
    weekdays: optional(rowField.weekdays()),
  }),
});

class ThingRefused extends DomainError {
  readonly code = 'sample.thing.refused';
  constructor(readonly kind: ErrorKind) {
    super('This thing is refused. Send another one.', 'thingId');
  }
}

const THINGS = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: `=${id}`, simulated: true }));

@Controller('v1/things')
class ThingsController {
  @Post()
  @IdempotentWrite()
  add(@Body() body: AddThing): Answer {
    return jsonAnswer(201, body);
  }

  @Post('batches')
  @BulkWrite()
  @ApiBatch(thingBatch)
  addMany(@Body() body: unknown): BatchAnswer {
    const { good, rejections } = thingBatch.open(body, (thing, _index, { sentAt }) =>
      thing.occurredAt > sentAt
        ? {
            field: 'occurredAt',
            code: 'future',
            reason: '晚于 sentAt。it is after sentAt',
            fix: '请校准时钟。Set the clock.',
          }
        : undefined,
    );
    return batchAnswer(good.length, rejections);
  }

  @Post('registers')
  @IdempotentWrite({ bodyBytesMax: 2_000_000 })
  addRegister(@Body() body: unknown): { keys: number } {
    return { keys: Object.keys(body as object).length };
  }

  @Get()
  @ApiOkResponse({ description: 'A page' })
  list(@Query() query: ListThingsQuery, @Req() request: FastifyRequest): Page<object> | Answer {
    if (query.fail !== undefined) throw new ThingRefused(query.fail);
    if (wantsCsv(request)) return csvAnswer(['id', 'name', 'simulated'], THINGS);
    const after = decodeCursor(query.cursor, { id: 'string' });
    const from = THINGS.filter(({ id }) => after === undefined || id > after.id);
    return pageOf(from.slice(0, query.limit + 1), query.limit, ({ id }) => ({ id }));
  }

  @Post('slow')
  @BulkWrite()
  addSlowly(@Body() _body: unknown): Promise<object> {
    return this.slow();
  }

  @Get('broken')
  broken(): never {
    throw new Error('SELECT secret FROM things');
  }

  @Get('slow')
  async slow(): Promise<object> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { done: true };
  }
}

@Module({ controllers: [ThingsController] })
export class SampleModule {}
