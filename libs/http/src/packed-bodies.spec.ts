import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { createService } from './create-service';
import type { ProblemDetails } from './problem';
import { RequestCounts } from './request-rules';
import { SampleModule } from './sample-service';

const LIMIT = 1_048_576;
const things = JSON.stringify({
  sentAt: '2020-09-01T09:00:00+08:00',
  things: Array.from({ length: 500 }, (_, i) => ({
    thingId: `t-${i}`,
    kind: 'small',
    placeCode: '653024',
    occurredAt: '2020-09-01T08:00:00+08:00',
  })),
});

let app: NestFastifyApplication;
let counts: RequestCounts;
beforeAll(async () => {
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const info = { service: 'sample', description: 'one of each door' };
  app = await createService(SampleModule, { ...info, defaultPort: 0, config });
  counts = app.get(RequestCounts);
});
afterAll(() => app?.close());

const post = (payload: Buffer | string, encoding?: string, url = '/v1/things/batches') =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    payload,
  });

describe('a body packed with gzip', () => {
  it.each(['gzip', 'GZIP'])('is taken as if it were not (%s)', async (encoding) => {
    const packed = gzipSync(things);
    expect(packed.length).toBeLessThan(things.length / 8);
    const answer = await post(packed, encoding);
    expect([answer.statusCode, answer.body]).toEqual([200, (await post(things)).body]);
    expect(answer.json()).toMatchObject({ accepted: 500 });
    expect((await post(things, 'identity')).statusCode).toBe(200);
  });

  it('is a bomb when it unpacks to more than the door takes, and is given up there', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 0x20), { level: 9 });
    expect(bomb.length).toBeLessThan(LIMIT); // packed it would pass
    const before = process.memoryUsage().arrayBuffers;
    const answer = await post(bomb, 'gzip');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    expect(answer.statusCode).toBe(413);
    expect(answer.json<ProblemDetails>()).toMatchObject({
      code: 'request.too-large',
      detail: expect.stringContaining(String(LIMIT)) as string,
    });
  });

  it('has the limit of its door', async () => {
    const body = gzipSync(JSON.stringify({ text: 'x'.repeat(1_500_000) }));
    expect((await post(body, 'gzip', '/v1/things/registers')).statusCode).toBe(201);
    const larger = gzipSync(JSON.stringify({ text: 'x'.repeat(2_000_001) }));
    const refused = await post(larger, 'gzip', '/v1/things/registers');
    expect(refused.json<ProblemDetails>().detail).toContain('2000000');
  });

  it.each([
    ['no gzip at all', Buffer.from(things)],
    ['cut off', gzipSync(things).subarray(0, -20)],
    ['damaged', Buffer.from(gzipSync(things)).fill(0x55, 40, 60)],
    ['empty', Buffer.alloc(0)],
  ])('is refused when it is %s', async (_what, body) => {
    const answer = await post(body, 'gzip');
    expect(answer.statusCode).toBe(400);
    expect(answer.json<ProblemDetails>().code).toMatch(/^request\.(broken-gzip|malformed-json)$/);
  });

  it('is read as JSON like any other', async () => {
    const answer = await post(gzipSync('{"sentAt": 1,'), 'gzip');
    expect([answer.statusCode, answer.json<ProblemDetails>().code]).toEqual([
      400,
      'request.malformed-json',
    ]);
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', ''])(
    'cannot be packed by %j',
    async (encoding) => {
      const answer = await post(gzipSync(things), encoding);
      expect(answer.statusCode).toBe(415);
      expect(answer.headers['accept-encoding']).toBe('gzip');
      expect(answer.json<ProblemDetails>()).toMatchObject({
        code: 'request.content-encoding',
        detail: expect.stringContaining('gzip') as string,
      });
    },
  );
});

describe('the room for bodies', () => {
  const asked = (length: number | undefined, bodyLimit = LIMIT): FastifyRequest =>
    ({
      headers: length === undefined ? {} : { 'content-length': String(length) },
      routeOptions: { bodyLimit },
    }) as unknown as FastifyRequest;

  it('is given back whatever becomes of a request', async () => {
    await Promise.all([post(things), post('{'), post(gzipSync(things), 'gzip'), post('x', 'br')]);
    expect(counts.load.bytes).toBe(0);
  });

  it('is bounded: beyond it 429 with Retry-After, before the body is read', async () => {
    const taken: number[] = [];
    for (let bytes = counts.load.enter(asked(100_000)); bytes !== undefined;) {
      taken.push(bytes);
      bytes = counts.load.enter(asked(100_000));
    }
    expect(taken.length).toBe(80);
    const refused = await post(things);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json<ProblemDetails>().code).toBe('service.busy');
    expect((await app.inject({ method: 'GET', url: '/v1/things' })).statusCode).toBe(200);
    for (const bytes of taken) counts.load.leave(bytes);
    expect((await post(things)).statusCode).toBe(200);
  });

  it('counts what a body may become: without a length, or packed', () => {
    const without = counts.load.enter(asked(undefined));
    expect(without).toBe(LIMIT);
    const packed = asked(20_000);
    packed.headers['content-encoding'] = 'gzip';
    const unpacked = counts.load.enter(packed);
    expect(unpacked).toBe(160_000);
    counts.load.leave(LIMIT + 160_000);
  });

  it('lets a body in that is larger than all of it, beside half a load', () => {
    const half = counts.load.enter(asked(4_000_000, 8_000_000)) as number;
    const large = counts.load.enter(asked(30_000_000, 40_000_000));
    expect(large).toBe(30_000_000);
    expect(counts.load.enter(asked(10))).toBeUndefined();
    counts.load.leave(half + 30_000_000);
  });
});
