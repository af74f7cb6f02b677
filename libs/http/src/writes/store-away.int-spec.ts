import { connect, createServer, type Server, type Socket } from 'node:net';
import { Controller, Get, Inject, Injectable, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, PersistenceModule } from '@youlu/persistence';
import { createTestDatabase, type TestDatabase } from '@youlu/testing';
import { createService } from '../service/create-service';
import { HttpModule } from '../http.module';
import type { ProblemDetails } from '../problem';
import { BulkWrite } from './write-door';

const away = { service: 'away', entities: [], migrations: [] };
const persistence = PersistenceModule.forService(away);
const POOL = 2;
const WAIT_MS = 400;

@Injectable()
@Controller('v1/rows')
class RowsController {
  constructor(@Inject(Database) readonly db: Database) {}

  @Get()
  read(): Promise<unknown[]> {
    return this.db.query('SELECT 1 AS one');
  }

  @Post()
  @BulkWrite()
  write(): Promise<unknown[]> {
    return this.db.transaction((tx) => tx.query('SELECT 1 AS one'));
  }
}
@Module({
  imports: [persistence, HttpModule.forService(persistence)],
  controllers: [RowsController],
})
class AwayModule {}

/** A cable to the database that can be cut. */
class Cable {
  private readonly sockets = new Set<Socket>();
  private server?: Server;

  /** Resolves to the database's URL at this end. */
  async plugIn(url: string): Promise<string> {
    const { port, hostname } = new URL(url);
    this.server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => [near, far].map((s) => s.destroy()));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const target = new URL(url);
    target.port = String((this.server.address() as { port: number }).port);
    return target.toString();
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

const cable = new Cable();
let place: TestDatabase;
let app: NestFastifyApplication;
let db: Database;
beforeAll(async () => {
  place = await createTestDatabase([away]);
  Object.assign(process.env, {
    DATABASE_URL: await cable.plugIn(place.url),
    DATABASE_POOL_SIZE: String(POOL),
    DATABASE_WAIT_MS: String(WAIT_MS),
  });
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const options = { service: 'away', description: 'has two connections', defaultPort: 0, config };
  app = await createService(AwayModule, options);
  db = app.get(RowsController, { strict: false }).db;
});
afterAll(async () => {
  await app?.close();
  await place?.drop();
  delete process.env['DATABASE_POOL_SIZE'];
  delete process.env['DATABASE_WAIT_MS'];
});

const ask = (method: 'GET' | 'POST') =>
  app.inject({
    method,
    url: '/v1/rows',
    ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, payload: {} } : {}),
  });

it('answers 503 with Retry-After when no connection comes free, and works when one does', async () => {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (release = resolve));
  const holders = Array.from({ length: POOL }, () => db.transaction(() => until));
  try {
    const began = Date.now();
    const answers = await Promise.all([ask('GET'), ask('POST'), ask('POST')]);
    expect(Date.now() - began).toBeLessThan(WAIT_MS + 3_000); // waited once, not five times
    for (const answer of answers) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['retry-after']).toBe('1');
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json<ProblemDetails>().code).toBe('store.unavailable');
    }
  } finally {
    release();
    await Promise.all(holders);
  }
  expect([(await ask('GET')).statusCode, (await ask('POST')).statusCode]).toEqual([200, 200]);
});

it('tries a connection that was cut while it rested on the next one', async () => {
  await Promise.all([ask('GET'), ask('GET')]);
  await db
    .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()')
    .catch(() => undefined);
  expect([(await ask('GET')).statusCode, (await ask('POST')).statusCode]).toEqual([200, 200]);
});

it('answers 503, and /metrics and /live all the same, while the database is gone', async () => {
  await cable.cut();
  for (const method of ['GET', 'POST'] as const) {
    const answer = await ask(method);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  }
  expect((await app.inject('/live')).statusCode).toBe(200);
  expect((await app.inject('/metrics')).statusCode).toBe(200);
  expect((await app.inject('/ready')).json()).toMatchObject({ ready: false });
});
