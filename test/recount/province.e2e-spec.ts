import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Launched, freePort, openFolder } from '../failures/launched';

/**
 * One week of the whole region, outbound parcels thinned: every unit, every node and every round, through
 * the same doors as the default run, and counted again from the requests.
 */
describe('the report of the region, scaled down', () => {
  const folder = openFolder('youlu-province-');
  const out = join(folder, 'out');

  beforeAll(async () => {
    const scaled = ['--scope', '65', '--weeks', '1', '--sample', '1:1000'];
    const env = { PORT: String(await freePort()) };
    const run = new Launched(join(folder, 'state'), ['--once', '--out', out, ...scaled], env);
    if ((await run.ended) !== 0) throw new Error(run.output.slice(-4000));
  }, 420_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is what the requests alone amount to, line by line', () => {
    const run = spawnSync(process.execPath, [join(__dirname, 'recount.mjs'), out], {
      encoding: 'utf8',
    });
    expect(run.stdout + run.stderr).toMatch(/^\d{5,} lines recounted, 0 differences\n$/);
  }, 120_000);

  it('declares what the operators of 2020 declared', () => {
    const [, ...lines] = readFileSync(join(out, 'coverage.csv'), 'utf8').trim().split('\n');
    const region = lines
      .map((line) => line.split(','))
      .filter(([code, , , , denominator]) => code === '65' && denominator === 'strict-2020')
      .map(([, , , indicator, , denominator, declared]) => [indicator, declared, denominator]);
    expect(region).toEqual([
      ['township-outlet', '883', '914'],
      ['village-direct-mail', '8891', '8891'],
      ['village-express', '3246', '8891'],
    ]);
  });
});
