import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Launched, freePort, isAlive, openFolder } from './launched';

describe('npm start', () => {
  const folder = openFolder('youlu-start-');
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { PORT: String(await freePort()) };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const pids = (run: Launched): number[] =>
    ['simulator', 'application', 'kafka', 'postgres'].map((name) => run.pidOf(name) ?? 0);

  it('stops on Ctrl-C within 10 s in the middle of the scenario, and leaves nothing behind', async () => {
    const run = new Launched(join(folder, 'a'), ['--scope', '653024'], env);
    await run.until('the simulator', () => isAlive(run.pidOf('simulator') ?? 0));
    const started = pids(run);
    expect(started.every((pid) => isAlive(pid))).toBe(true);
    const asked = Date.now();
    run.signal('SIGINT');
    await run.ended;
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(started.filter(isAlive)).toEqual([]);
  }, 120_000);

  it('goes on from there, stays up, and repeats nothing the next time', async () => {
    const run = new Launched(join(folder, 'a'), [], env);
    await run.until('the report', () => run.output.includes('Ctrl-C'));
    const base = `http://127.0.0.1:${env['PORT']}`;
    const totals = async (): Promise<unknown> => (await fetch(`${base}/v1/tracking/totals`)).json();
    const before = await totals();
    expect((await fetch(`${base}/docs`)).status).toBe(200);
    run.signal('SIGINT');
    await run.ended;

    const again = new Launched(join(folder, 'a'), [], env);
    await again.until('the report', () => again.output.includes('Ctrl-C'));
    expect(await totals()).toEqual(before);
    const running = pids(again);
    again.signal('SIGTERM');
    await again.ended;
    expect(running.filter(isAlive)).toEqual([]);
  }, 240_000);

  it('refuses the state of another seed and names the way out', async () => {
    const run = new Launched(join(folder, 'a'), ['--seed', 'other'], env);
    expect(await run.ended).not.toBe(0);
    expect(run.output).toContain('--state');
  }, 30_000);

  describe.each<[string, Record<string, string>, string[], RegExp]>([
    ['no java', { JAVA_HOME: '/nonexistent' }, [], /Java 17/],
    ['an unknown option', {}, ['--wat'], /--wat/],
    ['a sample that is none', {}, ['--sample', '7'], /1:N/],
  ])('says in a line what to do: %s', (_name, more, args, line) => {
    it('and exits with an error', async () => {
      const run = new Launched(join(folder, 'b'), args, { ...env, ...more });
      expect(await run.ended).not.toBe(0);
      expect(run.output).toMatch(line);
      expect(run.output).not.toContain('    at ');
      expect(pids(run).filter((pid) => pid > 0 && isAlive(pid))).toEqual([]);
    }, 60_000);
  });

  it('says that no Maven is there when jars have to be fetched', async () => {
    const cache = join(folder, 'cache');
    const run = new Launched(join(folder, 'c'), [], {
      ...env,
      KAFKA_CACHE: cache,
      MVN: '/nonexistent/mvn',
    });
    expect(await run.ended).not.toBe(0);
    expect(run.output).toMatch(/Maven/);
    expect(run.pidOf('postgres') === undefined || !isAlive(run.pidOf('postgres') as number)).toBe(
      true,
    );
  }, 60_000);

  it('says that a port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(Number(env['PORT']), '127.0.0.1', resolve));
    try {
      const run = new Launched(join(folder, 'd'), [], env);
      expect(await run.ended).not.toBe(0);
      expect(run.output).toMatch(/PORT/);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }, 60_000);

  it('says that this Node is too old', async () => {
    const old = join(folder, 'old-node.cjs');
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");
    const options = { ...env, NODE_OPTIONS: `--require ${old}` };
    const run = new Launched(join(folder, 'e'), [], options);
    expect(await run.ended).not.toBe(0);
    expect(run.output).toMatch(/Node 20\.19/);
  }, 30_000);

  it('says that a folder cannot be made', async () => {
    const run = new Launched('/proc/youlu/state', [], env);
    expect(await run.ended).not.toBe(0);
    expect(run.output).toContain('/proc/youlu');
  }, 30_000);

  it('says that a folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o444);
    const run = new Launched(join(file, 'state'), [], env);
    expect(await run.ended).not.toBe(0);
    expect(run.output).toContain(file);
    expect(readdirSync(folder)).toContain('a-file');
  }, 60_000);
});
