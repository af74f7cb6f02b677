import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client';
import { type Engines, freshEngines } from './engines';
import { type Running, startShape } from './shapes';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/own-data.md'), 'utf8');
const RATE = '/v1/coverage/rates?unit=991101&level=county&asOf=2026-03-29&indicator=';

/** The commands of a section of docs/own-data.md, as they stand there. */
function commandsOf(section: string): string {
  const text = PAGE.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
}

/** docs/own-data.md, typed by somebody who has just read it. */
describe('a made-up county, from four files to its report', () => {
  let engines: Engines;
  let running: Running | undefined;
  let client: Client;
  let out: string;

  /** Types the commands of a section; the services and the built program are where the test has them. */
  const type = (section: string): Promise<{ code: number | null; output: string }> => {
    const url = running?.doors.orders ?? '';
    const program = `${process.execPath} ${join(ROOT, 'dist/apps/cli/src/main.js')} --base-url ${url}`;
    const typed = commandsOf(section)
      .replaceAll('http://127.0.0.1:8080', url)
      .replaceAll('npm run youlu --', program)
      .replaceAll('own-report', out);
    expect(typed).toContain(url);
    // Without --norc a bash whose input is a socket, as here, reads a system's start-up file.
    const child = spawn('bash', ['--norc', '-euc', typed], { cwd: ROOT });
    let output = '';
    for (const from of [child.stdout, child.stderr]) {
      from.on('data', (b: Buffer) => (output += b.toString()));
    }
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
  };
  const stored = (): Promise<unknown[]> =>
    Promise.all([
      client.get('coverage', '/v1/coverage/totals'),
      client.get('coverage', '/v1/registers'),
      client.get('routing', '/v1/routing/totals'),
      client.get('orders', '/v1/products'),
      client.get('orders', '/v1/projects?asOf=2026-03-29'),
    ]);

  beforeAll(async () => {
    engines = await freshEngines();
    running = await startShape('standalone', engines.env);
    client = new Client(running.doors);
    out = mkdtempSync(join(tmpdir(), 'youlu-own-'));
  }, 120_000);
  afterAll(async () => {
    await running?.stop();
    await engines?.close();
    rmSync(out, { recursive: true });
  }, 30_000);

  it('a dry run finds the register good and writes nothing', async () => {
    const before = await stored();
    const { code, output } = await type('2.');
    expect([code, output]).toEqual([0, expect.stringContaining('divisions: 可受理 12 good')]);
    expect(await stored()).toEqual(before);
  });

  it('the four files are imported, with what the page says they give', async () => {
    const { code, output } = await type('3.');
    expect(code).toBe(0);
    expect(PAGE).toContain(output);
  });

  it('again they change nothing', async () => {
    const before = await stored();
    const { code, output } = await type('3.');
    expect(code).toBe(0);
    const told = output.match(/\d+ new, 变更 \d+ changed/g);
    expect(told).toEqual(Array(9).fill('0 new, 变更 0 changed'));
    expect(await stored()).toEqual(before);
  });

  it('what happens is posted, and shows', async () => {
    const { code, output } = await type('4.');
    expect([code, output]).toEqual([0, expect.stringContaining('"accepted":55')]);
    expect(output.match(/"rejected":\d+/g)).toEqual(Array(3).fill('"rejected":0'));
    const figures = (body: { items: Record<string, unknown>[] }) => {
      const { denominator, declared, observed, contradicted } = body.items[0] ?? {};
      return [denominator, declared, observed, contradicted];
    };
    await client.eventually('coverage', `${RATE}township-outlet`, figures, [3, 2, 2, 0]);
    await client.eventually('coverage', `${RATE}village-express`, figures, [6, 3, 2, 1]);
    await client.eventually('coverage', `${RATE}village-direct-mail`, figures, [6, 6, 5, 0]);
  });

  it('the report is the page, and its files say the same', async () => {
    const { code, output } = await type('5.');
    expect(code).toBe(0);
    const shown = PAGE.split('## 5.')[1]?.split('```')[3]?.trim().split('\n') ?? [];
    expect(shown.length).toBeGreaterThan(5);
    for (const line of shown) if (!line.includes('…')) expect(output).toContain(line);
    expect(new Set(output.match(/LX\d{9}CN/g)).size).toBe(3); // the evidence against 下溪村
    const coverage = readFileSync(join(out, 'coverage.csv'), 'utf8');
    expect(coverage).toContain(
      '991101,松石县（虚构）,county,village-express,strict-2020,6,3,2,0,1,3,0,0',
    );
    expect(readFileSync(join(out, 'units.csv'), 'utf8').trim().split('\n')).toHaveLength(
      1 + 3 + 6 + 6,
    );
  });

  it('nothing of it is simulated', async () => {
    const { items } = await client.get<{ items: { simulated: boolean }[] }>(
      'coverage',
      `${RATE}village-express`,
    );
    expect(items.map(({ simulated }) => simulated)).toEqual([false]);
  });
});
