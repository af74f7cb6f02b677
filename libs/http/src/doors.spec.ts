import { Controller, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isZhEn } from '@youlu/vocabulary';
import { createService } from './service/create-service';
import type { ProblemDetails } from './problem';
import type { BatchAnswer } from './rows/rejection';
import { SampleModule } from './service/sample-service';

const options = {
  service: 'sample',
  description: 'one of each door',
  defaultPort: 0,
  config: { host: '127.0.0.1', port: 0, allowedHosts: ['youlu.test'] },
};
const thing = {
  thingId: 't-1',
  placeCodes: ['653024'],
  weightGrams: 800,
  readyAt: '2020-09-01T08:00:00+08:00',
};
const row = {
  thingId: 't-1',
  kind: 'small',
  placeCode: '653024',
  occurredAt: '2020-09-01T08:00:00+08:00',
};
const sentAt = '2020-09-01T09:00:00+08:00';

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await createService(SampleModule, options);
});
afterAll(() => app?.close());

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });

describe('single resources', () => {
  it('takes a good one', async () => {
    const answer = await post('/v1/things', thing);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual(thing);
  });

  it.each([
    ['an unknown field', { ...thing, phone: '139' }, 'phone', 'unknown-field'],
    ['a wrong type', { ...thing, weightGrams: '800' }, 'weightGrams', 'not-a-whole-number'],
    ['a missing field', { ...thing, thingId: undefined }, 'thingId', 'required'],
    ['null', { ...thing, thingId: null }, 'thingId', 'not-an-id'],
    [
      'a bad list entry',
      { ...thing, placeCodes: ['65', '6'] },
      'placeCodes',
      'not-a-division-code',
    ],
    ['a long list', { ...thing, placeCodes: ['65', '65', '65', '65'] }, 'placeCodes', 'too-many'],
    ['no list', { ...thing, placeCodes: '65' }, 'placeCodes', 'wrong-type'],
    ['no offset', { ...thing, readyAt: '2020-09-01T08:00:00' }, 'readyAt', 'not-an-instant'],
    ['an unknown word', { ...thing, direction: 'up' }, 'direction', 'not-in-list'],
  ])('refuses %s, naming the field', async (_what, body, field, code) => {
    const answer = await post('/v1/things', body);
    const problem = answer.json<ProblemDetails>();
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({
      type: 'urn:youlu:problem:request.invalid',
      title: 'Bad Request',
      status: 400,
      code: 'request.invalid',
      field,
      errors: [{ field, code, reason: expect.stringContaining(field), fix: expect.any(String) }],
    });
    expect(problem.detail).toContain(field);
    expect(answer.body).not.toContain('139'); // what was sent is not repeated
  });

  it.each([['[]'], ['"text"'], ['null'], ['17']])('refuses the body %s', async (body) => {
    const answer = await post('/v1/things', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<ProblemDetails>().code).toBe('request.not-an-object');
  });

  it('says where JSON breaks', async () => {
    const answer = await post('/v1/things', '{"thingId": "t",\n "phone": 139 139}');
    expect(answer.statusCode).toBe(400);
    expect(answer.json<ProblemDetails>().detail).toMatch(/breaks at line 2, column \d+/);
    expect(answer.body).not.toContain('139');
  });

  it.each([
    ['cut off', '{"thingId": "t"'],
    ['empty', ''],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('refuses a body that is %s', async (_what, body) => {
    const answer = await post('/v1/things', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('lets no own __proto__ through', async () => {
    const answer = await post('/v1/things', `{"__proto__": {"admin": true}, "thingId": "t"}`);
    expect(answer.statusCode).toBe(400);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

describe('batches', () => {
  it('keeps good rows and says why the others are refused', async () => {
    const things = [
      row,
      { ...row, kind: 'huge' },
      { ...row, thingId: undefined },
      { ...row, recipient: 'Li' },
      'text',
      { ...row, occurredAt: '2020-09-01T10:00:00+08:00' },
      { ...row, weekdays: [1, 9] },
      { ...row, placeCode: 653024 },
    ];
    const answer = await post('/v1/things/batches', { sentAt, things });
    expect(answer.statusCode).toBe(200);
    const body = answer.json<BatchAnswer>();
    expect(body).toMatchObject({ accepted: 1, rejected: 7 });
    expect(body.rejections.map(({ index, field, code }) => [index, field, code])).toEqual([
      [1, 'kind', 'not-in-list'],
      [2, 'thingId', 'required'],
      [3, 'recipient', 'unknown-field'],
      [4, undefined, 'wrong-type'],
      [5, 'occurredAt', 'future'],
      [6, 'weekdays.1', 'out-of-range'],
      [7, 'placeCode', 'wrong-type'],
    ]);
    expect(body.rejections.every(({ reason, fix }) => isZhEn(reason) && isZhEn(fix))).toBe(true);
    expect(answer.body).not.toContain('Li');
  });

  it.each([
    ['no list', { sentAt }, 400, 'things'],
    ['an empty list', { sentAt, things: [] }, 400, 'things'],
    ['a list that is none', { sentAt, things: {} }, 400, 'things'],
    ['no sentAt', { things: [row] }, 400, 'sentAt'],
    ['an unknown field', { sentAt, things: [row], sender: 'x' }, 400, 'sender'],
    ['too many rows', { sentAt, things: Array(1001).fill(0) }, 413, 'things'],
  ])('refuses an envelope with %s', async (_what, body, status, field) => {
    const answer = await post('/v1/things/batches', body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json<ProblemDetails>()).toMatchObject({ status, field });
    if (status === 413) expect(answer.json<ProblemDetails>().detail).toContain('1000');
  });

  it('refuses null and lists as envelope', async () => {
    expect((await post('/v1/things/batches', 'null')).statusCode).toBe(400);
    expect((await post('/v1/things/batches', '[]')).statusCode).toBe(400);
  });
});

describe('lists', () => {
  it('pages with a cursor to the end', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < 5 && cursor !== null; page += 1) {
      const answer = await get(`/v1/things?limit=2&cursor=${cursor}`);
      const body = answer.json<{ items: { id: string }[]; nextCursor: string | null }>();
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(cursor).toBeNull();
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=2', 'asOf=2020-02-30', 'nope=1'])(
    'refuses ?%s',
    async (query) => {
      const answer = await get(`/v1/things?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json<ProblemDetails>().field).toBe(query.split('=')[0]);
    },
  );

  it.each(['x', 'e30', 'eyJpZCI6MX0', 'bnVsbA', 'eyJpZCI6ImEiLCJ4IjoxfQ', 'A'.repeat(1024)])(
    'refuses the cursor %.24s',
    async (cursor) => {
      const answer = await get(`/v1/things?cursor=${cursor}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json<ProblemDetails>()).toMatchObject({ field: 'cursor' });
    },
  );

  it('streams CSV, formulas defused', async () => {
    const answer = await get('/v1/things', { accept: 'text/csv' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.body.split('\n').slice(0, 2)).toEqual(['id,name,simulated', "a,'=a,true"]);
  });
});

describe('errors', () => {
  it.each([
    ['invalid', 400],
    ['not-found', 404],
    ['conflict', 409],
    ['forbidden', 403],
    ['unavailable', 503],
  ])('answers the kind %s with %d', async (kind, status) => {
    const answer = await get(`/v1/things?fail=${kind}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code: 'sample.thing.refused', field: 'thingId' });
  });

  it('keeps what broke inside to itself', async () => {
    const answer = await get('/v1/things/broken', { 'x-request-id': 'asked-0001' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/SELECT|secret|\.ts|at /);
    expect(answer.json()).toMatchObject({ instance: 'urn:youlu:request:asked-0001' });
  });

  it.each([
    ['an unknown path', '/nowhere', 404],
    ['a long path', `/v1/things/${'x'.repeat(200)}`, 404],
    ['a malformed URL', '/%E0%A4%A', 400],
  ])('answers %s as problem+json', async (_what, url, status) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, code: expect.any(String) });
  });
});

describe('who may ask', () => {
  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '[::1]:8080', 'youlu.test:80'])(
    'serves Host %s',
    async (host) => expect((await get('/v1/things', { host })).statusCode).toBe(200),
  );

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.'])(
    'refuses Host %j with 421',
    async (host) => expect((await get('/v1/things', { host })).statusCode).toBe(421),
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', ''])(
    'refuses a write of type %j with 415',
    async (type) => {
      const answer = await post('/v1/things', thing, { 'content-type': type });
      expect(answer.statusCode).toBe(415);
    },
  );

  it('sends no CORS header', async () => {
    const answer = await get('/v1/things', { origin: 'http://evil.example' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('names the limit of a body that is too large, per door', async () => {
    const text = 'x'.repeat(1_100_000);
    const refused = await post('/v1/things', { text });
    expect(refused.statusCode).toBe(413);
    expect(refused.json<ProblemDetails>().detail).toContain('1048576');
    expect((await post('/v1/things/registers', { text })).statusCode).toBe(201);
    const larger = await post('/v1/things/registers', { text: text + text });
    expect(larger.json<ProblemDetails>().detail).toContain('2000000');
  });

  it('does not start with a write that does not say how it stays safe', async () => {
    @Controller('v1/forgotten')
    class Forgotten {
      @Post()
      add(): void {}
    }
    @Module({ controllers: [Forgotten] })
    class ForgottenModule {}
    await expect(createService(ForgottenModule, options)).rejects.toThrow(
      /POST \/v1\/forgotten does not say/,
    );
  });
});
