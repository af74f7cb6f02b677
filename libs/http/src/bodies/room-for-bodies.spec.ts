import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '../service/create-service';
import { DoorLoad, type DoorShare } from './door-load';
import type { ProblemDetails } from '../problem';
import { RequestCounts } from '../request-rules';
import { SampleModule } from '../service/sample-service';

const ROOM = 8_000_000;
const LIMIT = 1_048_576;
const BATCHES = '/v1/things/batches';
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
let load: DoorLoad;
let port: number;
beforeAll(async () => {
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const info = { service: 'sample', description: 'one of each door' };
  app = await createService(SampleModule, { ...info, defaultPort: 0, config });
  load = app.get(RequestCounts).load;
  await app.listen(0, '127.0.0.1');
  port = Number(new URL(await app.getUrl()).port);
});
afterAll(() => app?.close());

const post = (payload: Buffer | string, encoding?: string, url = BATCHES) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    payload,
  });

/** A client that has sent so much of what it announces, and what it heard by the time it is closed. */
async function upload(announced: number | 'chunked', body: Buffer | string, url = BATCHES) {
  const length =
    announced === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${announced}`;
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (part: Buffer) => (heard += part.toString()));
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(heard)));
  socket.on('error', () => undefined);
  socket.write(
    `POST ${url} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
  );
  await new Promise((resolve) => socket.write(body, resolve));
  return { socket, closed };
}
async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 2_000; !isSo();) {
    if (Date.now() > end) throw new Error('It did not become so in 2 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const shares: DoorShare[] = [];
const take = (bytes: number): void => {
  const share = load.enter(bytes);
  if (share === undefined || !share.hold(bytes)) throw new Error('no room');
  shares.push(share);
};
const giveBack = (): void => shares.splice(0).forEach((share) => share.hold(0));

describe('the room for bodies', () => {
  afterEach(() => {
    giveBack();
    return until(() => load.bytes === 0);
  });

  it('is given back whatever becomes of a request', async () => {
    const packed = gzipSync(things);
    const bomb = gzipSync(Buffer.alloc(2 * LIMIT, 0x20));
    await Promise.all([post(things), post('{'), post(packed, 'gzip'), post('x', 'br')]);
    await Promise.all([post(bomb, 'gzip'), post('x', 'gzip'), post(Buffer.alloc(LIMIT + 1))]);
    expect(load.bytes).toBe(0);
  });

  it('is not taken by clients that announce much and send little', async () => {
    const stalled: Socket[] = [];
    for (let i = 0; i < 10; i++) {
      stalled.push((await upload(1_000_000, '')).socket);
      stalled.push((await upload('chunked', '1\r\n{\r\n')).socket);
    }
    await until(() => load.bytes === 10);
    const answer = await fetch(`http://127.0.0.1:${port}${BATCHES}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: things,
    });
    expect(answer.status).toBe(200);
    for (const socket of stalled) socket.destroy();
  });

  it('is bounded: beyond it 429 with Retry-After, before the body is read', async () => {
    take(4_000_000);
    take(3_990_000);
    const refusals = load.refusals;
    const refused = await post(things);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json<ProblemDetails>().code).toBe('service.busy');
    expect(load.refusals).toBe(refusals + 1);
    expect((await app.inject({ method: 'GET', url: '/v1/things' })).statusCode).toBe(200);
    giveBack();
    expect((await post(things)).statusCode).toBe(200);
  });

  it('that goes while a body arrives is refused at its end, so that the client hears it', async () => {
    const late = await upload(500_000, Buffer.alloc(200_000, 0x20));
    await until(() => load.bytes === 200_000);
    take(4_000_000);
    take(3_700_000);
    late.socket.write(Buffer.alloc(150_000, 0x20));
    await until(() => load.bytes === 7_700_000); // what had arrived is let go
    late.socket.write(Buffer.alloc(150_000, 0x20));
    expect(await late.closed).toMatch(/^HTTP\/1\.1 429 [^]*retry-after: 1\r\n/);
    giveBack();
  });

  it('holds what packed bodies unpack to, however well they are packed', async () => {
    const packed = gzipSync(`{"text": "${'x'.repeat(1_000_000)}"}`);
    expect(packed.length).toBeLessThan(2_000);
    let most = 0;
    const held = jest.spyOn(load, 'add').mockImplementation(function (this: DoorLoad, bytes) {
      Object.assign(this, { taken: this.bytes + bytes });
      most = Math.max(most, this.bytes);
    });
    const flood = Array.from({ length: 60 }, () => post(packed, 'GZip', '/v1/things/slow'));
    const statuses = (await Promise.all(flood)).map(({ statusCode }) => statusCode);
    held.mockRestore();
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(8);
    expect(most).toBeGreaterThan(ROOM / 2);
    expect(most).toBeLessThanOrEqual(ROOM);
  });

  it('stays taken while the rows are worked on, also when the client has gone', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(100_000) });
    const { open } = app.get(RequestCounts);
    const gone = await upload(body.length, body, '/v1/things/slow');
    await until(() => load.bytes === body.length);
    await new Promise((resolve) => setTimeout(resolve, 50)); // the handler has begun
    gone.socket.destroy();
    await until(() => app.get(RequestCounts).open === open);
    expect(load.bytes).toBe(body.length);
  });

  it('is taken to one half at most by one body, however large', () => {
    take(4_000_000);
    take(30_000_000);
    expect(load.bytes).toBe(ROOM);
    expect(load.enter(10)).toBeUndefined();
  });
});
