import { migrateService, withDatabase } from '@youlu/persistence';
import { createTestDatabase } from '@youlu/testing';
import { SCAN_KINDS } from '@youlu/vocabulary';
import { DataSource } from 'typeorm';
import { KeepScansByMonth1606200006000 } from '../migrations/1606200006000-keep-scans-by-month';
import { type Fact, contentDigest } from '../parcels/fold/fact';
import { at } from '../testing/sample-parcel';
import { trackingDefinition } from '../tracking.persistence';
import { parcelHash, scanHash } from './scan-code';

const NUMBER = 'LX123456785CN';
const IDS = [`${NUMBER}-07`, NUMBER, '0d9f1f6e-6f0a-4d83-9f3b-0a2c7f9e1b55', 'feed:7/x@1', '1'];
const TIMES = [
  at('01T08:00'),
  -28_800_000,
  Date.parse('2015-01-01T00:00:00+08:00'),
  2_080_000_000_000,
];

/** Every kind, form of id, time and consent that a row can have. */
const told = SCAN_KINDS.flatMap((kind, k) =>
  IDS.map((scanId, i) => ({
    trackingNumber: k % 2 === 0 ? NUMBER : 'AB-1234567',
    scanId,
    kind,
    nodeId: `node-${k % 3}`,
    placeCode: '653024203200'.slice(0, 6 + (k % 3) * 3),
    occurredAt: (TIMES[(k + i) % TIMES.length] as number) + k,
    sentAt: at('02T08:00') + i,
    recordedAt: at('03T08:00') + k,
    deviceId: k % 2 === 0 ? `device-${i}` : null,
    consent: [null, false, true][(k + i) % 3] as boolean | null,
  })),
);

const factOf = (row: (typeof told)[number]): Fact => ({
  ...row,
  consent: row.consent ?? undefined,
});

const READ = `SELECT tracking_number AS "trackingNumber", scan_id AS "scanId", kind,
  node_id AS "nodeId", place_code AS "placeCode", occurred_at AS "occurredAt", sent_at AS "sentAt",
  recorded_at AS "recordedAt", device_id AS "deviceId", consent`;

const inOrder = (rows: readonly unknown[]): string[] => rows.map((r) => JSON.stringify(r)).sort();

it('moves the scans that are there into months, word for word, and back again', async () => {
  const migrations = trackingDefinition.migrations;
  const before = migrations.slice(0, migrations.indexOf(KeepScansByMonth1606200006000));
  const place = await createTestDatabase([{ ...trackingDefinition, migrations: before }]);
  const config = { url: place.url, poolSize: 2 };
  try {
    const rows = told.map((row) => [...Object.values(row), contentDigest(factOf(row))]);
    await withDatabase(
      'tracking',
      (db) =>
        db.transaction((tx) =>
          tx.insertMany(
            'scans',
            {
              tracking_number: 'text',
              scan_id: 'text',
              kind: 'text',
              node_id: 'text',
              place_code: 'text',
              occurred_at: 'int8',
              sent_at: 'int8',
              recorded_at: 'int8',
              device_id: 'text',
              consent: 'bool',
              digest: 'int4',
            },
            rows,
          ),
        ),
      config,
    );
    await migrateService(place.url, {
      ...trackingDefinition,
      migrations: [...before, KeepScansByMonth1606200006000],
    });
    await withDatabase(
      'tracking',
      async (db) => {
        expect(inOrder(await db.query(`${READ} FROM scan_records`))).toEqual(inOrder(told));
        const keys = await db.query<{ key: string }>(
          `SELECT concat_ws(' ', occurred_at, parcel_hash, scan_hash) AS key FROM scans`,
        );
        const should = told.map((row) =>
          [row.occurredAt, parcelHash(row.trackingNumber), scanHash(factOf(row))].join(' '),
        );
        expect(keys.map(({ key }) => key).sort()).toEqual(should.sort());
      },
      config,
    );
    await down(place.url);
    await withDatabase(
      'tracking',
      async (db) => {
        expect(inOrder(await db.query(`${READ} FROM scans`))).toEqual(inOrder(told));
        const digests = await db.query<{ digest: number }>('SELECT digest FROM scans');
        expect(inOrder(digests.map(({ digest }) => digest))).toEqual(
          inOrder(told.map((row) => contentDigest(factOf(row)))),
        );
      },
      config,
    );
  } finally {
    await place.drop();
  }
});

async function down(url: string): Promise<void> {
  const options = '-c role=youlu_tracking -c search_path=tracking';
  const source = new DataSource({ type: 'postgres', url, extra: { options } });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await new KeepScansByMonth1606200006000().down(runner);
    await runner.commitTransaction();
  } finally {
    await runner.release();
    await source.destroy();
  }
}
