import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from '@sinclair/typebox';
import { defineEvent } from '@youlu/contracts';
import {
  type ConsumerContext,
  Consumes,
  EventSender,
  type EventBatch,
  MessagingModule,
} from '@youlu/messaging';
import { Database, PersistenceModule } from '@youlu/persistence';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { DomainError } from '@youlu/vocabulary';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createService } from '../service/create-service';
import { HttpModule } from '../http.module';

jest.setTimeout(60_000);

interface Thing {
  id: string;
  n: number;
}
const ThingsHappened = defineEvent({
  type: 'youlu.letters.things-happened.v1',
  topic: 'letters.thing',
  owner: 'letters',
  rowSchema: Type.Object({ id: Type.String({ maxLength: 40 }), n: Type.Integer() }),
  keyOf: ({ id }: Thing) => id,
  maxRowsPerRecord: 50,
  example: { id: 'a', n: 1 },
  why: 'Tests of dead letters.',
});
class CreateThings1800000000000 implements MigrationInterface {
  readonly name = 'CreateThings1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (id text PRIMARY KEY, n int)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things');
  }
}
const letters = { service: 'letters', entities: [], migrations: [CreateThings1800000000000] };
const persistence = PersistenceModule.forService(letters);
const messaging = MessagingModule.forService(persistence, { service: 'letters' });

class OddOne extends DomainError {
  readonly code = 'letters.odd';
  readonly kind = 'invalid';
}
let refuses: (n: number) => string | undefined = () => undefined;
let calls = 0;

@Controller()
class KeepThings {
  @Consumes(ThingsHappened, { consumer: 'letters.things' })
  async keep({ rows }: EventBatch<Thing>, { tx }: ConsumerContext): Promise<void> {
    calls += 1;
    for (const { n } of rows) {
      const why = refuses(n);
      if (why !== undefined) throw new OddOne(why);
    }
    const columns = { id: 'text', n: 'int4' };
    const values = rows.map(({ id, n }) => [id, n]);
    await tx.insertMany('things', columns, values, 'ON CONFLICT DO NOTHING');
  }
}
@Module({
  imports: [persistence, messaging, HttpModule.forService(persistence)],
  controllers: [KeepThings],
})
class LettersModule {}

let place: TestEnvironment;
let app: NestFastifyApplication;
let db: Database;
beforeAll(async () => {
  place = await testEnvironment([letters]);
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const options = { service: 'letters', description: 'parks letters', defaultPort: 0, config };
  app = await createService(LettersModule, options);
  db = app.get(Database, { strict: false });
  // A topic that is new may have no leaders yet, what is sent then comes twice, and letters are counted.
  const all = Array.from({ length: 100 }, (_, i) => ({ id: `first${i}`, n: 0 }));
  await app.get(EventSender, { strict: false }).send(ThingsHappened, all);
  await waitUntil(async () => (await things()) === all.length, 20_000);
});
afterAll(async () => {
  await app?.close();
  await place?.close();
});

interface View {
  id: string;
  code: string;
  reason: string;
  attempts: number;
  discarded: { by: string; why: string; at: string } | null;
  row: number | null;
}
const get = async <T = { items: View[]; nextCursor: string | null }>(path = ''): Promise<T> => {
  const answer = await app.inject(`/v1/dead-letters${path}`);
  expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([200, expect.any(String)]);
  return answer.json<T>();
};
const post = (path: string, payload: object) =>
  app.inject({
    method: 'POST',
    url: `/v1/dead-letters/${path}`,
    headers: { 'content-type': 'application/json' },
    payload,
  });
const replay = async (body: object) =>
  (await post('replays', body)).json<{
    replayed: number;
    stillParked: number;
    letters: { outcome: string }[];
    nextCursor: string | null;
  }>();
const things = async (): Promise<number> =>
  (await db.query<{ n: number }>('SELECT count(*) AS n FROM things'))[0]?.n ?? -1;
/** Sends numbers through the log, of which the odd ones are refused, and waits for their letters. */
const park = async (from: number, count: number): Promise<void> => {
  refuses = (n) => (n % 2 === 1 ? `${n} 是奇数。${n} is odd` : undefined);
  const before = await letterCount();
  const rows = Array.from({ length: count }, (_, i) => ({ id: `t${from + i}`, n: from + i }));
  await app.get(EventSender, { strict: false }).send(ThingsHappened, rows);
  await waitUntil(async () => (await letterCount()) === before + count / 2, 20_000);
};
const letterCount = async (): Promise<number> =>
  (await db.query<{ n: number }>('SELECT count(*) AS n FROM dead_letters'))[0]?.n ?? -1;

beforeEach(async () => {
  await db.transaction((tx) => tx.execute('DELETE FROM dead_letters'));
  await db.transaction((tx) => tx.execute('DELETE FROM things'));
});

it('lists by page, counts by reason and opens one', async () => {
  await park(0, 40);
  const seen: string[] = [];
  let path = '?limit=7&consumer=letters.things&code=letters.odd';
  for (let page = await get(path); ; page = await get(`${path}&cursor=${page.nextCursor}`)) {
    seen.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) break;
  }
  expect(new Set(seen).size).toBe(20);
  expect((await get('?topic=nobody.knows')).items).toEqual([]);
  expect(await get('/counts')).toMatchObject({
    items: [{ service: 'letters', code: 'letters.odd', parked: 20, discarded: 0 }],
  });
  const opened = await get<View & { value: object; headers: object }>(`/${seen[0]}`);
  expect(opened).toMatchObject({ id: seen[0], attempts: 1, discarded: null, headers: {} });
  expect(opened.reason).toMatch(/is odd$/);
  expect(opened.value).toMatchObject({ encoding: 'utf-8', isCut: false });
  const unknown = await app.inject('/v1/dead-letters/letters.things:letters.thing:0:999999:0');
  expect([unknown.statusCode, (await app.inject('/v1/dead-letters/x')).statusCode]).toEqual([
    404, 400,
  ]);
});

it('shows bytes so that they can do no harm', async () => {
  const insert = (offset: number, value: Buffer) =>
    db.transaction((tx) =>
      tx.execute(
        `INSERT INTO dead_letters (consumer, topic, partition, "offset", row_index, value, headers,
           code, reason, parked_at)
         VALUES ('letters.things', 'letters.thing', 9, $1, -1, $2, '{"h":"\\u001b[2J"}', 'record.not-json', 'no', 1)`,
        [offset, value],
      ),
    );
  await insert(1, Buffer.from([0xff, 0xfe, 0x00]));
  await insert(2, Buffer.from('\u001b[31m邮路\u202e'));
  await insert(3, Buffer.alloc(200_000, 0x61));
  const id = 'letters.things:letters.thing:9:';
  expect(await get(`/${id}1:whole`)).toMatchObject({
    row: null,
    headers: { h: '\\u{1b}[2J' },
    value: { encoding: 'base64', text: '//4A' },
  });
  expect(await get(`/${id}2:whole`)).toMatchObject({
    value: { encoding: 'utf-8', text: '\\u{1b}[31m邮路\\u{202e}' },
  });
  expect(await get(`/${id}3:whole`)).toMatchObject({ bytes: 200_000, value: { isCut: true } });
});

it('replays one, a range and all of a reason; what fails again stays with its new reason', async () => {
  await park(0, 20);
  const { items } = await get();
  refuses = (n) => (n === 7 ? '七仍是奇数。seven stays odd' : undefined);
  const seven = (items.find(({ reason }) => reason === '7 是奇数。7 is odd') as View).id;
  const [one] = items.filter(({ id }) => id !== seven);
  expect(await replay({ ids: [one?.id] })).toMatchObject({ replayed: 1, stillParked: 0 });
  expect(await replay({ ids: [one?.id] })).toMatchObject({ replayed: 0, letters: [] }); // again

  const [, , partition, offset] = seven.split(':').map(Number);
  const range = { topic: 'letters.thing', partition, fromOffset: offset, toOffset: offset };
  const ranged = await replay(range);
  expect(ranged.stillParked).toBe(1);
  expect(ranged.letters.length).toBeGreaterThanOrEqual(1);

  let cursor: string | null = null;
  let replayed = 1 + ranged.replayed;
  do {
    const body: object = { code: 'letters.odd', limit: 3, ...(cursor === null ? {} : { cursor }) };
    const done = await replay(body);
    replayed += done.replayed;
    cursor = done.nextCursor;
  } while (cursor !== null);
  expect(replayed).toBe(9);
  expect(await things()).toBe(19);
  expect((await get()).items).toMatchObject([
    { id: seven, reason: '七仍是奇数。seven stays odd', attempts: 3, code: 'letters.odd' },
  ]);
});

it('does no harm when ten replay at once', async () => {
  await park(0, 60);
  refuses = () => undefined;
  calls = 0;
  const all = await Promise.all(Array.from({ length: 10 }, () => replay({ code: 'letters.odd' })));
  expect(all.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(30);
  expect(calls).toBe(30); // each letter was handed over once
  expect([await things(), await letterCount()]).toEqual([60, 0]);
});

it('opens a whole record that this release can read, and parks the rows that still fail', async () => {
  const value = JSON.stringify({
    specversion: '1.0',
    type: ThingsHappened.type,
    data: { rows: [{ id: 'w1', n: 2 }, { id: 'w2', n: 3 }, { id: 4 }] },
  });
  await db.transaction((tx) =>
    tx.execute(
      `INSERT INTO dead_letters (consumer, topic, partition, "offset", row_index, value, headers,
         code, reason, parked_at)
       VALUES ('letters.things', 'letters.thing', 1, 5, -1, $1, '{}', 'record.unknown-type', 'x', 1),
         ('letters.gone', 'letters.thing', 1, 5, -1, $1, '{}', 'record.unknown-type', 'x', 1)`,
      [Buffer.from(value)],
    ),
  );
  refuses = (n) => (n % 2 === 1 ? 'odd' : undefined);
  const done = await replay({ code: 'record.unknown-type' });
  expect(done.letters.map(({ outcome }) => outcome)).toEqual(['no-handler', 'replayed']);
  expect(await things()).toBe(1);
  const left = (await get('?consumer=letters.things')).items;
  expect(left.map(({ row, code }) => [row, code])).toEqual([
    [1, 'letters.odd'],
    [2, 'row.invalid'],
  ]);
});

it('sets aside with who, why and when, and loses nothing', async () => {
  await park(0, 10);
  const by = { by: 'duty-3', why: 'a test device' };
  const first = (await get()).items[0] as View;
  expect((await post('discards', { ids: [first.id], ...by })).json()).toEqual({ discarded: 1 });
  expect((await post('discards', { ids: [first.id], by: 'x', why: 'other' })).json()).toEqual({
    discarded: 0,
  });
  expect((await get()).items).toHaveLength(4);
  const [aside] = (await get('?state=discarded')).items;
  expect(aside?.discarded).toMatchObject(by);
  expect(Date.parse(aside?.discarded?.at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  refuses = () => undefined;
  expect((await replay({ code: 'letters.odd' })).replayed).toBe(4);
  expect(await letterCount()).toBe(1);
  expect((await get('/counts')).items).toMatchObject([{ parked: 0, discarded: 1 }]);
});

it.each([
  ['replays', {}, 'ids'],
  ['replays', { partition: 1 }, 'ids'],
  ['replays', { ids: ['nonsense'] }, 'ids'],
  ['discards', { code: 'x', why: 'because' }, 'by'],
  ['discards', { code: 'x', by: 'li' }, 'why'],
])('refuses %s of %j, naming %s', async (path, body, field) => {
  const answer = await post(path, body);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ field });
});
