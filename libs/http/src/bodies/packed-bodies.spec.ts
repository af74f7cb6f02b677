import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '../service/create-service';
import type { ProblemDetails } from '../problem';
import { SampleModule } from '../service/sample-service';

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
beforeAll(async () => {
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const info = { service: 'sample', description: 'one of each door' };
  app = await createService(SampleModule, { ...info, defaultPort: 0, config });
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
