import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Launched, freePort, isAlive, openFolder } from './launched';

/**
 * Every process of a run is killed once with SIGKILL while the scenario is under way; the files come
 * out the same, byte for byte, as those of a run that was left alone.
 */
describe('a run whose processes are killed', () => {
  const folder = openFolder('youlu-killed-');
  const scenario = ['--once', '--scope', '653024', '--weeks', '8'];
  let env: Record<string, string>;

  const start = (name: string, ...more: string[]): Launched => {
    const out = join(folder, `${name}-out`);
    return new Launched(join(folder, name), [...scenario, '--out', out, ...more], env);
  };
  /** Ended well; otherwise its last words are the message. */
  const expectDone = async (run: Launched): Promise<void> => {
    const code = await run.ended;
    expect(code === 0 ? 'done' : `${code}: ${run.output.slice(-1500)}`).toBe('done');
  };
  const files = (name: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(join(folder, `${name}-out`))
        .filter((f) => f !== 'run.json')
        .map((f) => [f, readFileSync(join(folder, `${name}-out`, f)).toString('base64')]),
    );

  beforeAll(async () => {
    env = { PORT: String(await freePort()) };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('left alone gives its files', async () => {
    const run = start('calm');
    await expectDone(run);
    expect(Object.keys(files('calm')).sort()).toEqual([
      'coverage.csv',
      'flows.csv',
      'projects.csv',
      'report.html',
      'report.json',
      'requests.ndjson.gz',
      'restatement.csv',
      'truth.csv',
      'units.csv',
    ]);
  }, 180_000);

  it('with a process for each service gives the same files', async () => {
    const run = start('separate', '--separate');
    await expectDone(run);
    expect(files('separate')).toEqual(files('calm'));
  }, 240_000);

  it('killed one by one gives the same files', async () => {
    let run = start('killed');
    const underWay = (): boolean => run.recorded('scenario.json')?.finished === false;
    /** Kills a process that is there and sees another take its place. */
    const killAndWait = async (name: string): Promise<void> => {
      await run.until(`${name} running`, () => isAlive(run.pidOf(name) ?? 0));
      const victim = run.pidOf(name) as number;
      expect([name, underWay()]).toEqual([name, true]);
      process.kill(victim, 'SIGKILL');
      await run.until(`another ${name}`, () => {
        const pid = run.pidOf(name) ?? victim;
        return pid !== victim && isAlive(pid);
      });
      await sleep(300);
    };

    await run.until('the simulator', () => isAlive(run.pidOf('simulator') ?? 0));
    await killAndWait('simulator');
    await killAndWait('application');
    await killAndWait('kafka');
    await killAndWait('postgres');

    expect(underWay()).toBe(true);
    run.signal('SIGKILL');
    await run.ended;
    const left = ['application', 'kafka', 'postgres'].map((name) => run.pidOf(name) ?? 0);
    run = start('killed');
    await expectDone(run);
    expect(files('killed')).toEqual(files('calm'));
    expect(left.filter(isAlive)).toEqual([]);
  }, 300_000);
});
