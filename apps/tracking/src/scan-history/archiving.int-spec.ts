import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTY_NODE, STATION_NODE, VILLAGE_NODE, posted } from '../testing/sample-parcel';
import { TrackingUnderTest } from '../testing/tracking-under-test';
import { ArchiveMonth } from './archive-month.use-case';
import { type ArchivedScan, ParquetFiles } from './parquet.client';
import { ScanArchiveRepository } from './scan-archive.repository';
import { monthOf } from './scan-month';
import { ScanMonthRepository } from './scan-month.repository';

const NUMBER = 'LX123456785CN';
const MONTH = '2020-09';

describe('a month that leaves the database', () => {
  let tracking: TrackingUnderTest;
  let folder: string;
  let archive: ArchiveMonth;

  beforeAll(async () => {
    tracking = await TrackingUnderTest.start();
    folder = mkdtempSync(join(tmpdir(), 'youlu-archive-'));
    archive = new ArchiveMonth(
      tracking.db,
      new ScanArchiveRepository(tracking.db),
      new ParquetFiles(),
    );
  });
  afterAll(async () => {
    await tracking.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const scansHere = (): Promise<unknown[]> =>
    tracking.db.query('SELECT scan_id FROM scan_records ORDER BY occurred_at, scan_id');
  const archived = async (files: readonly string[], number?: string): Promise<ArchivedScan[]> => {
    const scans: ArchivedScan[] = [];
    await new ParquetFiles().read(files, number, (scan) => scans.push(scan));
    return scans;
  };
  const timeline = (): Promise<unknown> => tracking.read(`/v1/parcels/${NUMBER}`);

  it('lies in a file that says the same, and the parcel is as it was', async () => {
    await tracking.report(
      '04T12:00',
      posted(NUMBER, `${NUMBER}-01`, 'arrived', COUNTY_NODE, '02T08:00', {
        proof: 'pickup-code',
        feeCents: 0,
      }),
      posted(NUMBER, 'b', 'departed', COUNTY_NODE, '02T09:00', { consent: false }),
      posted(
        'LX123456799CN',
        '0d9f1f6e-6f0a-4d83-9f3b-0a2c7f9e1b55',
        'lost',
        STATION_NODE,
        '03T09:00',
        { feeCents: 1_000_000, mode: 'shop-agent' },
      ),
    );
    await tracking.rest();
    const before = await timeline();
    const here = await tracking.db.query(
      `SELECT tracking_number, occurred_at::text, scan_id, kind, node_id, place_code, sent_at::text,
              recorded_at::text, device_id, consent, proof, fee_cents, mode FROM scan_records ORDER BY occurred_at`,
    );

    const [part, ...more] = await archive.execute(MONTH, folder, 1);
    expect(more).toEqual([]);
    expect(part).toMatchObject({ month: MONTH, part: 1, scans: 3 });
    expect(await scansHere()).toEqual([]);
    expect(await archived([part?.file ?? ''])).toEqual(here);
    expect(await archived([part?.file ?? ''], 'LX123456799CN')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([`scans-${MONTH}.1.parquet`]);
    const [row] = await tracking.db.query<{ sha256: Buffer }>('SELECT sha256 FROM scan_archives');
    const sha256 = createHash('sha256')
      .update(readFileSync(part?.file ?? ''))
      .digest();
    expect(row?.sha256).toEqual(sha256);
    expect(await timeline()).toEqual(before);
    expect((await tracking.read('/v1/tracking/totals'))['scansStored']).toBe(3);
  });

  it('is made anew by a scan that comes late, which leaves as its next part', async () => {
    await tracking.report(
      '30T12:00',
      posted(NUMBER, 'late', 'delivered', VILLAGE_NODE, '04T09:00'),
      posted(NUMBER, 'b', 'departed', COUNTY_NODE, '02T09:00', { consent: false }), // known
    );
    await tracking.rest();
    expect(await scansHere()).toEqual([{ scan_id: 'late' }]);
    expect(await timeline()).toMatchObject({ state: 'delivered' });
    const [part] = await archive.execute(MONTH, folder, 2);
    expect(part).toMatchObject({ part: 2, scans: 1 });
    const files = [1, 2].map((n) => join(folder, `scans-${MONTH}.${n}.parquet`));
    expect((await archived(files, NUMBER)).map((scan) => scan.scan_id)).toEqual([
      `${NUMBER}-01`,
      'b',
      'late',
    ]);
  });

  it('is kept when its file does not say what it says, and taken up by the next attempt', async () => {
    await tracking.report('30T13:00', posted(NUMBER, 'later', 'returned', COUNTY_NODE, '05T09:00'));
    await tracking.rest();
    const forgetful = new (class extends ParquetFiles {
      override async toCsv(parquet: string, csv: string): Promise<void> {
        await super.toCsv(parquet, csv);
        truncateSync(csv, 200);
      }
    })();
    const broken = new ArchiveMonth(tracking.db, new ScanArchiveRepository(tracking.db), forgetful);
    await expect(broken.execute(MONTH, folder, 3)).rejects.toThrow('the table is kept');
    expect(existsSync(join(folder, `scans-${MONTH}.3.parquet`))).toBe(false);
    const [part, ...more] = await archive.execute(MONTH, folder, 4);
    expect(more).toEqual([]);
    expect(part).toMatchObject({ part: 3, scans: 1 });
    expect(await archive.execute(MONTH, folder, 5)).toEqual([]);
  });

  it('does not hold up scans of the month while it leaves', async () => {
    const slow = new (class extends ParquetFiles {
      override async fromCsv(csv: string, parquet: string): Promise<void> {
        await tracking.report('30T14:00', posted(NUMBER, 'now', 'lost', COUNTY_NODE, '06T09:00'));
        await tracking.rest();
        await super.fromCsv(csv, parquet);
      }
    })();
    await tracking.report('30T13:30', posted(NUMBER, 'first', 'lost', COUNTY_NODE, '05T10:00'));
    await tracking.rest();
    const archives = new ScanArchiveRepository(tracking.db);
    const parts = await new ArchiveMonth(tracking.db, archives, slow).execute(MONTH, folder, 6);
    expect(parts).toMatchObject([{ part: 4, scans: 1 }]);
    expect(await scansHere()).toEqual([{ scan_id: 'now' }]);
  });

  it('keeps a table of which a scan has lost its words', async () => {
    await tracking.report('30T15:00', posted(NUMBER, 'w', 'lost', 'county-653026', '07T09:00'));
    await tracking.rest();
    const sql = `DELETE FROM scan_sources WHERE node_id = 'county-653026' RETURNING *`;
    const [source] = await tracking.db.transaction((tx) => tx.query<Record<string, unknown>>(sql));
    await expect(archive.execute(MONTH, folder, 8)).rejects.toThrow('the table is kept');
    await tracking.db.transaction((tx) =>
      tx.execute('INSERT INTO scan_sources VALUES ($1, $2, $3, $4)', [
        source?.['code'],
        source?.['node_id'],
        source?.['place_code'],
        source?.['device_id'],
      ]),
    );
    expect(await archive.execute(MONTH, folder, 9)).toMatchObject([{ part: 5, scans: 2 }]);
  });

  it('never writes over a file with other scans', async () => {
    await tracking.report('30T16:00', posted(NUMBER, 'v', 'lost', COUNTY_NODE, '08T09:00'));
    await tracking.rest();
    const taken = join(folder, `scans-${MONTH}.6.parquet`);
    copyFileSync(join(folder, `scans-${MONTH}.1.parquet`), taken);
    const before = readFileSync(taken);
    await expect(archive.execute(MONTH, folder, 10)).rejects.toThrow('choose another folder');
    expect(readFileSync(taken)).toEqual(before);
    const elsewhere = join(folder, 'elsewhere');
    expect(await archive.execute(MONTH, elsewhere, 11)).toMatchObject([{ part: 6, scans: 1 }]);
  });

  it('is held by every writer that names it, also by one that found it just made', async () => {
    const months = new ScanMonthRepository();
    const month = monthOf(Date.parse('2020-11-05T00:00:00Z'));
    const { db } = tracking;
    let isHeld = (): void => undefined;
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    let letGo = (): void => undefined;
    const over = new Promise<void>((resolve) => (letGo = resolve));
    const second = db.transaction(async (tx) => {
      const first = db.transaction((other) => months.hold(other, [month]));
      await Promise.all([first, first.then(() => months.hold(tx, [month]))]);
      isHeld();
      await over;
    });
    await held;
    const archives = new ScanArchiveRepository(db);
    const detach = db.transaction((tx) => archives.detach(tx, month), { lockTimeoutMs: 200 });
    await expect(detach).rejects.toMatchObject({ code: '55P03' });
    letGo();
    await second;
  });

  it('refuses a name that is no month', async () => {
    await expect(archive.execute('2020-13', folder, 7)).rejects.toThrow(RangeError);
    await expect(archive.execute("2020-09'; --", folder, 7)).rejects.toThrow(RangeError);
  });
});
