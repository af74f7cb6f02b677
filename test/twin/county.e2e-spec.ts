import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '@youlu/vocabulary';
import { parse } from 'csv-parse/sync';
import { Launched, freePort, openFolder } from '../failures/launched';
import { EDITIONS, Twin } from './twin.mjs';

const AS_OF = '2020-09-27';
const BASE = '2020-06-30';
const LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4'];
type Row = Record<string, string>;

/** The sample county as it was run: exported by the command, computed again, compared to the last unit. */
describe('the sample county and the twin', () => {
  const folder = openFolder('youlu-twin-county-');
  let base: string;
  let run: Launched;

  beforeAll(async () => {
    const port = String(await freePort());
    base = `http://127.0.0.1:${port}`;
    const out = join(folder, 'out');
    run = new Launched(join(folder, 'state'), ['--scope', '653024', '--out', out], { PORT: port });
    await run.until('the report', () => run.output.includes('Ctrl-C'), 170_000);
  }, 180_000);
  afterAll(async () => {
    run.signal('SIGINT');
    await run.ended;
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const units = async (query: string): Promise<object[]> => {
    const headers = { accept: 'text/csv' };
    const answer = await fetch(`${base}/v1/coverage/units?${query}`, { headers });
    const at = (text = ''): string | null => (text === '' ? null : String(parseInstant(text)));
    const rows: Row[] = parse(await answer.text(), { columns: true });
    return rows.map((row) => ({
      code: row['code'],
      is_declared: row['declaredFrom'] !== '',
      state: row['state'],
      evidence_count: row['evidenceCount'],
      first_at: at(row['firstEvidenceAt']),
      last_at: at(row['lastEvidenceAt']),
      simulated: row['simulated'] === 'true',
    }));
  };

  const rates = async (query: string): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    for (const level of LEVELS) {
      let cursor: string | null = '';
      while (cursor !== null) {
        const path = `/v1/coverage/rates?${query}&level=${level}&limit=1000&cursor=${cursor}`;
        const page = (await (await fetch(`${base}${path}`)).json()) as {
          items: (Record<string, number> & { code: unknown })[];
          nextCursor: string | null;
        };
        for (const { code, denominator, declared, observed, contradicted, unknown } of page.items) {
          const counts = [denominator, declared, observed, contradicted, unknown];
          found.set(String(code), counts.join(' '));
        }
        cursor = page.nextCursor;
      }
    }
    return found;
  };

  it('find every second charge that was planted and no other, and every hand-over without proof', async () => {
    const truth: Row[] = parse(readFileSync(join(folder, 'out/truth.csv'), 'utf8'), {
      columns: true,
    });
    const planted = (kind: string) =>
      truth.flatMap((t) => (t['kind'] === kind ? [`${t['key']} ${t['place']}`] : [])).sort();
    const listed = async (signal: string): Promise<string[]> => {
      const query = `signal=${signal}&unit=653024&from=2020-08-31&to=2020-09-27`;
      const headers = { accept: 'text/csv' };
      const answer = await fetch(`${base}/v1/coverage/signals?${query}`, { headers });
      const rows: Row[] = parse(await answer.text(), { columns: true });
      return rows.map((row) => `${row['trackingNumbers']} ${row['placeCode']}`).sort();
    };
    expect(planted('second-charge').length).toBeGreaterThan(0);
    expect(await listed('second-charge')).toEqual(planted('second-charge'));
    const unproven = planted('unproven-hand-over');
    expect(unproven.length).toBeGreaterThan(0);
    expect(await listed('signed-without-consent-or-proof')).toEqual(
      expect.arrayContaining(unproven),
    );
  });

  it('say the same of every unit and place of the region', async () => {
    const args = [
      'apps/cli/youlu.cjs',
      'export-evidence',
      join(folder, 'export'),
      '--base-url',
      base,
    ];
    const exported = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([exported.status, exported.stderr]).toEqual([0, '']);
    const twin = await Twin.open(join(folder, 'export'));
    let observed = 0;
    for (const name of Object.keys(EDITIONS)) {
      const [indicator = '', edition = ''] = name.split('.');
      for (const denominator of ['strict-2020', 'by-block']) {
        const query = `indicator=${indicator}&edition=${edition}&denominator=${denominator}&asOf=${AS_OF}`;
        const told = await twin.answer({
          indicator,
          edition,
          denominator,
          asOf: AS_OF,
          base: BASE,
        });
        expect({ name, units: await units(query) }).toEqual({ name, units: told.units });
        const twins = told.rates.map(
          (r) =>
            [
              String(r['code']),
              [
                r['denominator'],
                r['declared'],
                r['observed'],
                r['contradicted'],
                r['unknown'],
              ].join(' '),
            ] as const,
        );
        expect(await rates(query)).toEqual(new Map(twins));
        observed += told.units.filter(({ state }) => state === 'observed').length;
      }
    }
    expect(observed).toBeGreaterThan(100);
    twin.close();
  }, 240_000);
});
