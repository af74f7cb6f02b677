import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from '@youlu/testing';
import { Client as Database } from 'pg';
import { Client } from './client';
import { type Engines, freshEngines } from './engines';
import { COUNTY, prepareSampleCounty, VILLAGE } from './sample-county';
import { type Running, startShape } from './shapes';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const PARCELS = 4;

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** What operators are told to type (docs/operations), typed beside the product as it runs. */
describe('the commands of operators', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-operators-'));
  const numbers: string[] = [];
  let engines: Engines;
  let running: Running | undefined;
  let database: Database;

  const program = async (file: string, ...words: string[]): Promise<Ended> => {
    const env = { ...process.env, ...engines.env };
    const asked = promisify(execFile)(process.execPath, [file, ...words], { cwd: ROOT, env });
    return asked.then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );
  };
  const youlu = (...words: string[]) => program('dist/apps/cli/src/main.js', ...words);
  const archive = (...words: string[]) =>
    program('dist/apps/tracking/src/archive-scans.cli.js', ...words);
  const rows = async <T extends object>(sql: string, params: unknown[] = []): Promise<T[]> =>
    (await database.query<T>(sql, params)).rows;
  /** As a hand in the tables does it; answers how many rows are wrong by now. */
  const plant = async (sql: string): Promise<number> => (await database.query(sql)).rowCount ?? 0;
  /** Of one row or more, cell by cell; if it never is, says what it was. */
  const eventually = async (sql: string, is: unknown): Promise<void> => {
    const seen = async () => (await rows(sql)).map((row): unknown[] => Object.values(row));
    const isThere = async () => JSON.stringify(await seen()) === JSON.stringify(is);
    await waitUntil(isThere, 20_000).catch(async () => expect(await seen()).toEqual(is));
  };

  async function liveALittle(client: Client): Promise<void> {
    const product = { productId: 'pear', name: '香梨', category: 'fresh_fruit' };
    const season = { originCodes: [COUNTY], seasonStart: '08-01', seasonEnd: '11-30' };
    await client.post('orders', '/v1/products', { ...product, ...season });
    for (let i = 0; i < PARCELS; i++) {
      const { trackingNumber } = await client.post<{ trackingNumber: string }>(
        'orders',
        '/v1/shipments',
        {
          ...{ merchantId: 'shop', productId: 'pear', direction: 'outbound', weightGrams: 900 },
          ...{ originCode: COUNTY, destinationCode: VILLAGE },
          readyAt: '2020-09-01T06:00:00+08:00',
        },
      );
      numbers.push(trackingNumber);
    }
    const scans = numbers.flatMap((trackingNumber, i) =>
      ['accepted', 'delivered'].map((kind, day) => ({
        ...{ scanId: `${kind}-${i}`, trackingNumber, kind },
        nodeId: day === 0 ? `county-${COUNTY}` : `village-${VILLAGE}`,
        placeCode: day === 0 ? COUNTY : VILLAGE,
        occurredAt: `2020-09-0${7 + day}T1${i}:00:00+08:00`,
      })),
    );
    await client.postRows('tracking', '/v1/scans', { sentAt: '2020-09-08T20:00:00+08:00', scans });
    const visit = { visitId: 'v-1', roundId: 'round-1', villageCode: VILLAGE };
    await client.postRows('routing', '/v1/visits', {
      sentAt: '2020-09-08T20:00:00+08:00',
      visits: [{ ...visit, handoverPoint: 'shop', visitedAt: '2020-09-07T12:00:00+08:00' }],
    });
    await client.post('orders', `/v1/shipments/${numbers[0]}/links`, {
      ...{ linkedTrackingNumber: numbers[1], relation: 'agent-waybill' },
      linkedAt: '2020-09-07T12:00:00+08:00',
    });
  }

  beforeAll(async () => {
    engines = await freshEngines();
    running = await startShape('standalone', engines.env);
    database = new Database({ connectionString: engines.env['DATABASE_URL'] });
    await database.connect();
    const client = new Client(running.doors);
    await prepareSampleCounty(client);
    await liveALittle(client);
    const arrived = `SELECT concat_ws(' ', (SELECT count(*) FROM coverage.parcel_facts),
      (SELECT count(*) FROM coverage.visits), (SELECT count(*) FROM coverage.parcel_roots),
      (SELECT count(*) FROM orders.shipments WHERE state = 'delivered'))`;
    await eventually(arrived, [[`${PARCELS * 2} 1 1 ${PARCELS}`]]);
  }, 120_000);
  afterAll(async () => {
    await running?.stop();
    await database?.end();
    await engines?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it.each([
    ['tracking.parcels', `UPDATE tracking.parcels SET state = 'lost'`],
    ['tracking.volumes', `UPDATE tracking.volumes SET parcels = parcels + 5`],
    ['orders.cells', `UPDATE orders.flow_cells SET parcels = parcels + 2`],
    [
      'coverage.units',
      `UPDATE coverage.unit_versions SET name = '误' WHERE version_id = (
       SELECT min(version_id) FROM coverage.unit_versions)`,
    ],
    ['coverage.evidence', `UPDATE coverage.parcel_facts SET is_evidence = NOT is_evidence`],
    ['coverage.visits', `UPDATE coverage.visit_weeks SET visits = visits + 3`],
    ['coverage.village-days', `UPDATE coverage.village_days SET days = ~days`],
    ['coverage.links', `DELETE FROM coverage.parcel_roots`],
  ])('rebuild %s', async (name, planted) => {
    expect(await plant(planted)).toBeGreaterThan(0);
    const dry = await youlu('rebuild', name, '--dry-run');
    expect(dry).toMatchObject({ code: 1, text: expect.stringContaining('Not equal') as string });
    const mended = await youlu('rebuild', name);
    expect(mended).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Equal; [1-9]\d* rows were mended\.$/m) as string,
    });
    const again = await youlu('rebuild', name);
    expect(again).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Equal; 0 rows were mended\.$/m) as string,
    });
  });

  it('rebuild tracking.snapshots: orders has lost the state of its shipments', async () => {
    await plant(`UPDATE orders.shipments SET state = 'returned', departed = NOT departed`);
    expect(await youlu('rebuild', 'tracking.snapshots')).toMatchObject({
      code: 0,
      text: expect.stringContaining(`${PARCELS} parcels published.`) as string,
    });
    await eventually('SELECT DISTINCT state FROM orders.shipments', [['delivered']]);
    const cells = await youlu('rebuild', 'orders.cells');
    expect(cells.text).toMatch(/^Equal; 0 rows were mended\.$/m);
  });

  it('rebuild orders.links: coverage has lost the links', async () => {
    const before = await rows('SELECT * FROM coverage.parcel_roots');
    await plant('TRUNCATE coverage.parcel_links, coverage.parcel_roots');
    expect(await youlu('rebuild', 'orders.links')).toMatchObject({
      code: 0,
      text: expect.stringContaining('1 links published.') as string,
    });
    await eventually('SELECT count(*)::int FROM coverage.parcel_roots', [[1]]);
    expect(await rows('SELECT * FROM coverage.parcel_roots')).toEqual(before);
  });

  it('dead-letters replay: one by its id, then a range of offsets, and no other', async () => {
    const linked = (i: number) => ({
      ...{ linkedNumber: `PARKED-00000${i}`, principalNumber: numbers[0] },
      ...{ relation: 'agent-waybill', linkedAt: 1, recordedAt: 1, simulated: false },
    });
    for (const i of [0, 1, 2, 3]) {
      await rows(
        `INSERT INTO coverage.dead_letters (consumer, topic, partition, "offset", row_index, value,
           headers, code, reason, parked_at)
         VALUES ('coverage.links', 'orders.link', 3, $1, 0, $2, '{}', 'row.refused', 'a test', 1)`,
        [9_000 + i, Buffer.from(JSON.stringify(linked(i)))],
      );
    }
    const at = ['--base-url', running?.doors.coverage as string, '--service', 'coverage'];
    const replay = async (...words: string[]): Promise<unknown> => {
      const { code, text } = await youlu('dead-letters', 'replay', ...words, ...at, '--json');
      return { code, ...(JSON.parse(text) as object) };
    };
    const parked = `SELECT "offset"::int FROM coverage.dead_letters ORDER BY 1`;
    const kept = `SELECT linked_number FROM coverage.parcel_links
      WHERE linked_number LIKE 'PARKED%' ORDER BY 1`;

    const one = await replay('coverage.links:orders.link:3:9001:0');
    expect(one).toMatchObject({ code: 0, replayed: 1, stillParked: 0 });
    await eventually(parked, [[9_000], [9_002], [9_003]]);
    await eventually(kept, [['PARKED-000001']]);
    const range = ['--partition', '3', '--from-offset', '9002', '--to-offset', '9003'];
    const some = await replay('--topic', 'orders.link', ...range);
    expect(some).toMatchObject({ code: 0, replayed: 2, stillParked: 0 });
    await eventually(parked, [[9_000]]);
    await eventually(kept, [['PARKED-000001'], ['PARKED-000002'], ['PARKED-000003']]);
  });

  it('archive-scans: a month leaves for a file and is read from there', async () => {
    expect((await archive('list')).text).toMatch(/^2020-09 {2}here, [1-9]\d* bytes$/m);
    const file = join(folder, 'scans-2020-09.1.parquet');
    const left = await archive('archive', '2020-09', folder);
    expect(left).toMatchObject({
      code: 0,
      text: expect.stringContaining(`2020-09  part 1, ${PARCELS * 2} scans → ${file}`) as string,
    });
    expect((await archive('list')).text).toContain(
      `2020-09  part 1, ${PARCELS * 2} scans, ${file}`,
    );
    const read = async (...words: string[]) => (await archive('read', file, ...words)).text;
    expect((await read()).trim().split('\n')).toHaveLength(PARCELS * 2 + 1);
    const [header, ...scans] = (await read('--parcel', numbers[2] as string)).trim().split('\n');
    expect(header).toContain('tracking_number');
    expect(scans).toEqual([
      expect.stringContaining('accepted-2') as string,
      expect.stringContaining('delivered-2') as string,
    ]);
    expect(await archive('archive', '2020-13', folder)).toMatchObject({ code: 1 });
  });
});
