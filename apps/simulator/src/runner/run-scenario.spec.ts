import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StubDoors, type Told, rowsOf } from '../testing/stub-doors';
import { parseArguments, type RunOptions } from './arguments';
import { runScenario } from './run-scenario.program';

const QUICK = { patienceMs: 5_000, firstPauseMs: 1, answerWithinMs: 5_000 };
jest.setTimeout(120_000); // a plan takes seconds on a busy machine

const never = new AbortController().signal;

describe('a run of the simulator', () => {
  let doors: StubDoors;
  let folder: string;
  let url: string;

  beforeEach(async () => {
    doors = new StubDoors();
    url = await doors.start();
    folder = mkdtempSync(join(tmpdir(), 'youlu-simulator-'));
  });
  afterEach(async () => {
    await doors.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function optionsOf(...more: string[]): RunOptions {
    const words = [
      '--base-url',
      url,
      '--weeks',
      '1',
      '--seed',
      'run',
      '--scope',
      '653024',
      '--state',
      join(folder, 's'),
    ];
    const parsed = parseArguments([...words, ...more]);
    if (parsed.kind !== 'run') throw new Error('refused');
    return parsed.options;
  }

  async function run(options: RunOptions, stop: AbortSignal = never) {
    const lines: Record<string, unknown>[] = [];
    const isDone = await runScenario(options, {
      write: (line) => void lines.push(line as Record<string, unknown>),
      complain: () => undefined,
      stop,
      abort: never,
      door: QUICK,
    });
    return { isDone, lines, summary: lines.at(-1) };
  }

  const files = (name: string) => ({
    requests: readFileSync(join(folder, name, 'requests.ndjson.gz')),
    truth: readFileSync(join(folder, name, 'truth.csv'), 'utf8'),
  });

  const distinct = (told: readonly Told[]) =>
    new Set(told.map(({ path, body }) => JSON.stringify([path, body])));

  it('says everything once, in order, and writes what it said', async () => {
    const { isDone, lines, summary } = await run(optionsOf('--out', join(folder, 'a')));
    expect(isDone).toBe(true);
    expect(doors.told[0]?.path).toBe('/v1/registers');
    const { requests, truth } = files('a');
    const written = gunzipSync(requests).toString().trimEnd().split('\n');
    expect(written).toHaveLength(doors.told.length);
    expect(Object.keys(JSON.parse(written[0] ?? '{}') as object)).toEqual([
      'path',
      'body',
      'businessTime',
    ]);
    expect(truth.startsWith('kind,key,place,business_time,note\n')).toBe(true);
    expect(summary).toMatchObject({ phase: 'summary', done: true, resent: 0, scansRejected: 0 });
    const post = lines.findLast(({ phase }) => phase === 'post');
    expect(post?.done).toBe(post?.total);
    expect(doors.told.every(({ path, key }) => (key === undefined) === isBulk(path))).toBe(true);
  });

  it('is patient with a busy, failing and vanishing service', async () => {
    const stumbles = new Map<string, number>();
    const good = doors.answer;
    doors.answer = (told, nth) => {
      const what = JSON.stringify([told.path, told.body]);
      const times = stumbles.get(what) ?? 0;
      stumbles.set(what, times + 1);
      if (times > 0 || nth % 10 !== 0) return good(told, nth);
      if (nth % 40 === 0) return 'hang-up';
      if (nth % 30 === 0) return { status: 409, body: { code: 'request.still-running' } };
      return { status: nth % 20 === 0 ? 503 : 429, body: {} };
    };
    const { isDone, summary } = await run(optionsOf());
    expect(isDone).toBe(true);
    expect(summary?.resent).toBe(doors.told.length - distinct(doors.told).size);
    expect(Number(summary?.resent)).toBeGreaterThan(10);
  });

  it('goes on where it was broken off: same files, same totals, nothing said anew', async () => {
    const { summary: whole } = await run({
      ...optionsOf('--out', join(folder, 'a')),
      stateDir: join(folder, 'other'),
    });
    const all = distinct(doors.told);
    doors.told.length = 0;

    for (const share of [0.05, 0.3, 0.4]) {
      const breaker = new AbortController();
      const good = doors.answer;
      let left = Math.ceil(all.size * share);
      doors.answer = (told, nth) => {
        if (--left === 0) breaker.abort();
        return good(told, nth);
      };
      expect((await run(optionsOf(), breaker.signal)).isDone).toBe(false);
      doors.answer = good;
    }
    const { isDone, summary } = await run(optionsOf('--out', join(folder, 'b')));
    expect(isDone).toBe(true);
    expect(summary).toEqual(whole);
    expect(doors.told).toHaveLength(all.size);
    expect(distinct(doors.told)).toEqual(all);
    expect(files('b')).toEqual(files('a'));
  });

  it('counts rows a door refuses, and says which', async () => {
    doors.answer = (told) => {
      const rejected = told.path === '/v1/scans' ? 1 : 0;
      const rejections = rejected ? [{ index: 0, code: 'odd' }] : [];
      return { status: 200, body: { accepted: rowsOf(told) - rejected, rejected, rejections } };
    };
    const { summary } = await run(optionsOf());
    const uploads = doors.told.filter(({ path }) => path === '/v1/scans');
    expect(summary?.scansRejected).toBe(uploads.length);
    const scans = uploads.reduce((sum, told) => sum + rowsOf(told), 0);
    expect(summary?.scansAccepted).toBe(scans - uploads.length);
  });

  it('stops at a refusal that patience cannot heal', async () => {
    doors.answer = ({ path }) =>
      path === '/v1/nodes'
        ? { status: 400, body: { code: 'request.invalid' } }
        : { status: 201, body: {} };
    await expect(run(optionsOf())).rejects.toThrow('/v1/nodes answered 400');
    expect(doors.told.some(({ path }) => path === '/v1/links')).toBe(false);
  });

  it('does not continue another scenario', async () => {
    await run(optionsOf());
    await expect(run(optionsOf('--weeks', '2'))).rejects.toThrow('another scenario');
  });

  it('writes the same files without anybody to talk to', async () => {
    await run(optionsOf('--out', join(folder, 'a')));
    doors.told.length = 0;
    await run(optionsOf('--out', join(folder, 'b'), '--dry-run'));
    expect(doors.told).toEqual([]);
    expect(files('b')).toEqual(files('a'));
  });
});

function isBulk(path: string): boolean {
  return path === '/v1/scans' || path === '/v1/visits';
}
