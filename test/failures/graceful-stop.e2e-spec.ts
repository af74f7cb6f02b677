import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { makeS10 } from '@youlu/vocabulary';
import { Client } from 'pg';
import { trackingDefinition } from '../../apps/tracking/src';
import { freePort } from './launched';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const SCANS_A_POST = 1_000;
const POSTS = 40;

interface Answer {
  /** 0: the connection could not be made, which is an answer for a new request only. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly failed?: string | undefined;
  readonly post: number;
}

let place: TestEnvironment;
let database: Client;
let port: number;
let service: ChildProcess;
let ended: Promise<number | null>;

async function start(): Promise<void> {
  service = spawn(process.execPath, ['dist/apps/tracking/src/main.js'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: 'inherit',
  });
  ended = new Promise((resolve) => service.once('exit', (code) => resolve(code)));
  await waitUntil(() => isReady(), 30_000, 'a service that is ready');
}
const isReady = async (): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined))?.status === 200;

beforeAll(async () => {
  place = await testEnvironment([trackingDefinition]);
  database = new Client({ connectionString: place.databaseUrl });
  await database.connect();
  port = await freePort();
  await start();
});
afterAll(async () => {
  service?.kill('SIGKILL');
  await database?.end();
  await place?.close();
});

const agent = new Agent({ keepAlive: true, maxSockets: 50 });

function send(post: number): Promise<Answer> {
  const sentAt = '2020-09-20T12:05:00+08:00';
  const scans = Array.from({ length: SCANS_A_POST }, (_, i) => ({
    scanId: `stop-${post}-${i}`,
    trackingNumber: makeS10('LX', (post % 5) * SCANS_A_POST + i),
    kind: 'arrived',
    nodeId: `node-${post}`,
    placeCode: '653024',
    occurredAt: new Date(Date.parse('2020-09-01T00:00:00Z') + post * 3_600_000).toISOString(),
  }));
  const body = JSON.stringify({ sentAt, scans });
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const options = { port, host: '127.0.0.1', path: '/v1/scans', method: 'POST', headers, agent };
    const asked = request(options, (response) => {
      response.resume();
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, post }),
      );
    });
    asked.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: 0, headers: {}, failed: error.code, post }),
    );
    asked.end(body);
  });
}

const storedOf = async (posts: readonly number[]): Promise<number> => {
  const { rows } = await database.query(
    `SELECT count(*)::int AS n, count(DISTINCT (tracking_number, scan_id))::int AS distinct
       FROM tracking.scan_records WHERE split_part(scan_id, '-', 2)::int = ANY($1)`,
    [posts],
  );
  const [row] = rows as { n: number; distinct: number }[];
  expect(row?.n).toBe(row?.distinct); // each once
  return row?.n ?? -1;
};

it('ends within 10 s in the middle of a batch, with code 0, and loses nothing', async () => {
  const first = await Promise.all(Array.from({ length: POSTS }, (_, i) => send(i)));
  expect(first.map(({ status }) => status)).toEqual(first.map(() => 200));
  // A batch that is under way for certain: it waits for this lock.
  await database.query('BEGIN; LOCK TABLE tracking.parcels IN SHARE MODE');
  const more = [send(POSTS), send(POSTS + 1)];
  await sleep(300);
  const open = Array.from({ length: 10 }, (_, i) => send(POSTS + 2 + i));
  await sleep(20);
  const signalled = Date.now();
  service.kill('SIGTERM');
  const late = (async () => {
    const answers: Answer[] = [];
    for (let post = 1_000; answers.at(-1)?.status !== 0 && post < 1_500; post++) {
      answers.push(await send(post));
      await sleep(10);
    }
    return answers;
  })();
  await sleep(1_500);
  await database.query('COMMIT');
  const code = await ended;
  expect(Date.now() - signalled).toBeLessThan(10_000);
  expect(code).toBe(0);

  const answers = [...(await Promise.all([...more, ...open])), ...(await late)];
  for (const { status, headers, failed } of answers) {
    if (status === 0) expect(['ECONNREFUSED', 'ECONNRESET']).toContain(failed);
    else if (status !== 200) {
      expect([status, headers['retry-after'], headers['connection']]).toEqual([503, '1', 'close']);
    }
  }
  // Whoever was let in before the signal has an answer.
  expect(answers.slice(0, 12).filter(({ status }) => status === 0)).toEqual([]);

  const accepted = [...first, ...answers].filter(({ status }) => status === 200);
  const posts = accepted.map(({ post }) => post);
  await start();
  await waitUntil(
    async () => (await storedOf(posts)) === posts.length * SCANS_A_POST,
    60_000,
    'all accepted scans stored',
  );
});

it('serves its operators by command', async () => {
  const run = promisify(execFile);
  const youlu = (...words: string[]) =>
    run(process.execPath, ['dist/apps/cli/src/main.js', ...words], {
      cwd: ROOT,
      env: { ...process.env },
    });
  const base = ['--base-url', `http://127.0.0.1:${port}`, '--service', 'tracking'];
  await database.query(
    `INSERT INTO tracking.dead_letters (consumer, topic, partition, "offset", row_index, value,
       headers, code, reason, parked_at)
     VALUES ('tracking.scan-writer', 'tracking.scan', 3, 77, 0, '{}', '{}', 'row.invalid', 'no id', 1)`,
  );
  const id = 'tracking.scan-writer:tracking.scan:3:77:0';
  expect((await youlu('dead-letters', 'counts', ...base)).stdout).toMatch(
    /row\.invalid +待处理 1 parked/,
  );
  expect((await youlu('dead-letters', 'list', ...base)).stdout).toContain(id);
  expect((await youlu('dead-letters', 'show', id, ...base)).stdout).toContain('row.invalid: no id');
  const replay = youlu('dead-letters', 'replay', '--code', 'row.invalid', ...base);
  await expect(replay).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/1 still parked/) as string,
  });
  const why = ['--by', 'duty-3', '--why', 'a test'];
  expect((await youlu('dead-letters', 'discard', id, ...why, ...base)).stdout).toContain(
    '1 set aside',
  );
  for (const name of ['tracking.parcels', 'tracking.volumes']) {
    expect((await youlu('rebuild', name)).stdout).toMatch(/Equal; 0 rows were mended/);
  }
});
