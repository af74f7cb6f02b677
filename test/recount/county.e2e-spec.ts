import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Launched, freePort, openFolder } from '../failures/launched';

/** The county's files, counted again by a program that shares no code with the services. */
describe('the report of a county', () => {
  const folder = openFolder('youlu-recount-');
  const out = join(folder, 'out');
  const rows = (file: string): Record<string, string>[] => {
    const [header, ...lines] = readFileSync(join(out, file), 'utf8').trim().split('\n');
    const names = (header as string).split(',');
    return lines.map((l) => Object.fromEntries(l.split(',').map((v, i) => [names[i], v])));
  };
  const recount = (files: string): { status: number | null; said: string } => {
    const program = join(__dirname, 'recount.mjs');
    const run = spawnSync(process.execPath, [program, files], { encoding: 'utf8' });
    return { status: run.status, said: run.stdout + run.stderr };
  };

  beforeAll(async () => {
    const args = ['--once', '--scope', '653024', '--out', out];
    const run = new Launched(join(folder, 'state'), args, { PORT: String(await freePort()) });
    if ((await run.ended) !== 0) throw new Error(run.output);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is what the requests alone amount to, line by line', () => {
    expect(recount(out)).toEqual({
      status: 0,
      said: expect.stringMatching(/^\d{3,} lines recounted, 0 differences\n$/) as string,
    });
  }, 60_000);

  it.each([
    ['coverage.csv', 'observed'],
    ['units.csv', 'evidence_count'],
    ['projects.csv', 'counted'],
    ['flows.csv', 'parcels'],
    ['restatement.csv', 'observed'],
    ['restatement.csv', 'denominator'],
  ])(
    'is refuted when one figure of %s is altered by one',
    (file, column) => {
      const altered = join(folder, `altered-${file}`);
      cpSync(out, altered, { recursive: true });
      const text = readFileSync(join(out, file), 'utf8');
      const [header, first, ...rest] = text.split('\n') as [string, string, ...string[]];
      const at = header.split(',').indexOf(column);
      const changed = first.split(',').map((v, i) => (i === at ? String(Number(v) + 1) : v));
      writeFileSync(join(altered, file), [header, changed.join(','), ...rest].join('\n'));
      expect(recount(altered)).toMatchObject({
        status: 1,
        said: expect.stringContaining(`${file}: reported ${changed.join(',')}`) as string,
      });
    },
    60_000,
  );

  it('finds every village whose parcels were parked elsewhere, and no other', () => {
    const planted = rows('truth.csv').filter((t) => t['kind'] === 'parked-village');
    const found = rows('units.csv').filter((u) => u['state'] === 'contradicted');
    expect(planted.length).toBeGreaterThanOrEqual(2);
    expect(found.map((u) => u['code'] ?? '').sort()).toEqual(
      planted.map((t) => t['place'] ?? '').sort(),
    );
  });

  it('shows a missed round where one was planted', () => {
    const missed = rows('truth.csv').filter((t) => t['kind'] === 'missed-round');
    const mail = rows('units.csv').filter((u) => u['indicator'] === 'village-direct-mail');
    const lacking = mail.filter((u) => u['state'] !== 'observed').map((u) => u['code'] ?? '');
    expect(missed.length).toBeGreaterThan(0);
    expect(lacking.sort()).toEqual([...new Set(missed.map((t) => t['place'] ?? ''))].sort());
  });

  it('says of itself that it is simulated', () => {
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as {
      scenario: { simulated: boolean };
    };
    expect(report.scenario.simulated).toBe(true);
    expect(rows('projects.csv').every((p) => p['simulated'] === 'true')).toBe(true);
  });
});
