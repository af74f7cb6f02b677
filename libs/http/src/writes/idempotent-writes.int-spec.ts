import { gzipSync } from 'node:zlib';
import { Body, Controller, Inject, Injectable, Module, Param, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, PersistenceModule } from '@youlu/persistence';
import { createTestDatabase, type TestDatabase } from '@youlu/testing';
import { DomainError } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Answer } from '../answer';
import { createService } from '../service/create-service';
import { ExpiredKeysJob } from './expired-keys.job';
import { IdField, IntField } from '../fields';
import { HttpModule } from '../http.module';
import { IdempotentWrites } from './idempotent-writes';
import { IdempotentWrite } from './write-door';

class CreateEffects1800000000000 implements MigrationInterface {
  readonly name = 'CreateEffects1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE effects (id text, times int)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE effects');
  }
}
const kept = { service: 'kept', entities: [], migrations: [CreateEffects1800000000000] };
const persistence = PersistenceModule.forService(kept);

class Effect {
  @IdField()
  id: string;

  @IntField({ min: 0, max: 2_000, optional: true })
  waitMs?: number;
}
class Refused extends DomainError {
  readonly code = 'kept.refused';
  readonly kind = 'conflict';
}

let refuse = false;
let count = 0;
@Injectable()
@Controller('v1/places/:place/effects')
class EffectsController {
  constructor(
    @Inject(Database) readonly db: Database,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
  ) {}

  @Post()
  @IdempotentWrite()
  add(
    @Param('place') place: string,
    @Body() body: Effect,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      await tx.execute('INSERT INTO effects VALUES ($1, 1)', [body.id]);
      if (refuse) throw new Refused('Refused for now. Try again.');
      if (body.waitMs !== undefined) await tx.query('SELECT pg_sleep($1)', [body.waitMs / 1_000]);
      count += 1;
      return { status: 201, body: { id: body.id, place, count, said: '\u0000 乌恰 \ud800' } };
    });
  }
}
@Module({
  imports: [persistence, HttpModule.forService(persistence)],
  controllers: [EffectsController],
})
class KeptModule {}

let place: TestDatabase;
let app: NestFastifyApplication;
beforeAll(async () => {
  place = await createTestDatabase([kept]);
  process.env['DATABASE_URL'] = place.url;
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const options = { service: 'kept', description: 'keeps answers', defaultPort: 0, config };
  app = await createService(KeptModule, options);
});
afterAll(async () => {
  await app?.close();
  await place?.drop();
});

const add = (payload: object, key?: string, url = '/v1/places/65/effects') =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    payload,
  });
const effectsOf = async (id: string): Promise<number> => {
  const db = app.get(EffectsController, { strict: false }).db;
  const [row] = await db.query<{ n: number }>('SELECT count(*) n FROM effects WHERE id = $1', [id]);
  return row?.n ?? 0;
};

it('has one effect and one answer, byte for byte', async () => {
  const first = await add({ id: 'a' }, 'key-a');
  const again = await add({ id: 'a' }, 'key-a');
  expect(first.statusCode).toBe(201);
  expect(again.statusCode).toBe(201);
  expect(again.rawPayload.equals(first.rawPayload)).toBe(true);
  expect(again.headers['content-type']).toBe(first.headers['content-type']);
  expect([first, again].map((r) => r.headers['idempotency-replayed'])).toEqual([undefined, '1']);
  expect(await effectsOf('a')).toBe(1);
});

it('knows a body again that comes packed', async () => {
  const first = await add({ id: 'packed' }, 'key-packed');
  const again = await app.inject({
    method: 'POST',
    url: '/v1/places/65/effects',
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'idempotency-key': 'key-packed',
    },
    payload: gzipSync('{"id":"packed"}'),
  });
  expect([again.statusCode, again.body]).toEqual([201, first.body]);
  expect(await effectsOf('packed')).toBe(1);
});

it('has an effect each time without a key', async () => {
  await add({ id: 'b' });
  await add({ id: 'b' });
  expect(await effectsOf('b')).toBe(2);
});

it('refuses the key of another body or another resource', async () => {
  await add({ id: 'c' }, 'key-c');
  const otherBody = await add({ id: 'd' }, 'key-c');
  const otherPlace = await add({ id: 'c' }, 'key-c', '/v1/places/66/effects');
  expect([otherBody.statusCode, otherPlace.statusCode]).toEqual([422, 422]);
  expect(otherBody.json()).toMatchObject({ code: 'request.key-reused' });
  expect([await effectsOf('c'), await effectsOf('d')]).toEqual([1, 0]);
});

it('forgets a request that was refused', async () => {
  refuse = true;
  expect((await add({ id: 'e' }, 'key-e')).statusCode).toBe(409);
  expect(await effectsOf('e')).toBe(0);
  refuse = false;
  expect((await add({ id: 'e2' }, 'key-e')).statusCode).toBe(201);
});

it('lets the second of two at once wait for the answer of the first', async () => {
  const [first, second] = await Promise.all([
    add({ id: 'f', waitMs: 300 }, 'key-f'),
    add({ id: 'f', waitMs: 300 }, 'key-f'),
  ]);
  expect(first.statusCode).toBe(201);
  expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
  expect(await effectsOf('f')).toBe(1);
});

it('answers 409 when the first still runs after a second', async () => {
  const both = await Promise.all([
    add({ id: 'g', waitMs: 1_900 }, 'key-g'),
    add({ id: 'g', waitMs: 1_900 }, 'key-g'),
  ]);
  expect(both.map((r) => r.statusCode).sort((a, b) => a - b)).toEqual([201, 409]);
  expect(both.find((r) => r.statusCode === 409)?.json()).toMatchObject({
    code: 'request.still-running',
  });
  expect(await effectsOf('g')).toBe(1);
});

it.each(['', 'with space', 'x'.repeat(129), 'ünïcode'])('refuses the key %j', async (key) => {
  expect((await add({ id: 'h' }, key)).statusCode).toBe(400);
});

it('forgets keys after a week, not before', async () => {
  const job = app.get(ExpiredKeysJob, { strict: false });
  await add({ id: 'i' }, 'key-i');
  expect(await job.sweep(Date.now() + 6.9 * 86_400_000)).toBe(0);
  expect(await job.sweep(Date.now() + 7.1 * 86_400_000)).toBeGreaterThan(0);
  await add({ id: 'i' }, 'key-i');
  expect(await effectsOf('i')).toBe(2);
});

it('says that the database is there', async () => {
  const ready = await app.inject({ method: 'GET', url: '/ready' });
  expect(ready.json()).toEqual({ ready: true, checks: { 'database:kept': 'ready' } });
});
