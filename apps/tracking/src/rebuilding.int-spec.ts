import {
  type ScanRow,
  ScansReported,
  ShipmentsChanged,
  ParcelsChanged,
  type ParcelSnapshot,
} from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import { type Projection, rebuild } from '@youlu/persistence';
import { RecountVolumes } from './parcels/recounts/recount-volumes.use-case';
import { RefoldParcels } from './parcels/recounts/refold-parcels.use-case';
import { checksums, recomputeTracking } from './testing/recompute-tracking';
import { TrackingUnderTest } from './testing/tracking-under-test';
import { CountVolumes } from './volumes/count-volumes.use-case';
import { VolumeCellRepository } from './volumes/volume-cell.repository';
import { makeS10, startOfDay } from '@youlu/vocabulary';

jest.setTimeout(120_000);

const NUMBERS = Array.from({ length: 60 }, (_, i) => makeS10('LX', 7_000 + i));
const KINDS = ['accepted', 'departed', 'arrived', 'delivered'] as const;

describe('rebuilding what tracking derives, beside the service', () => {
  let tracking: TrackingUnderTest;
  let serial = 0;

  beforeAll(async () => {
    tracking = await TrackingUnderTest.start();
    const bookings = NUMBERS.map((trackingNumber) => ({
      ...ShipmentsChanged.example,
      trackingNumber,
      version: 1,
    }));
    await tracking.tell(ShipmentsChanged, bookings as never);
    await send(300);
    await tracking.rest();
  });
  afterAll(() => tracking?.close());

  const send = (count: number): Promise<void> => {
    const at = startOfDay('2020-09-05');
    const scans = Array.from({ length: count }, (): ScanRow => {
      const n = serial++;
      return {
        scanId: `s-${n}`,
        trackingNumber: NUMBERS[n % NUMBERS.length] as string,
        kind: KINDS[Math.floor(n / NUMBERS.length) % 4] as ScanRow['kind'],
        nodeId: `node-${n % 7}`,
        placeCode: ['653024', '653024101', '653024101200'][n % 3] as string,
        occurredAt: at + n * 60_000,
        sentAt: at + n * 60_000,
        recordedAt: at + n * 60_000,
      };
    });
    return tracking.tell(ScansReported, scans);
  };
  const run = <D>(projection: Projection<D>, dryRun = false) => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    return rebuild(tracking.db, projection, { name: 'sample', dryRun, say }).then((done) => ({
      ...done,
      lines,
    }));
  };
  const volumes = new RecountVolumes(new CountVolumes(new VolumeCellRepository()));
  const parcels = () => new RefoldParcels(tracking.get(Outbox));
  const write = (sql: string): Promise<number> => tracking.db.transaction((tx) => tx.execute(sql));
  /** Keeps scans coming while something is done. */
  const underLoad = async <T>(work: () => Promise<T>): Promise<T> => {
    const load = { goes: true };
    const loaded = (async () => {
      while (load.goes) {
        await send(120);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const result = await work().finally(() => (load.goes = false));
    await loaded;
    await tracking.rest();
    return result;
  };

  it.each([
    ['volumes', (): Projection => volumes as Projection],
    ['parcels', (): Projection => parcels() as Projection],
  ])('%s: finds nothing where nothing is wrong, and changes nothing', async (_name, make) => {
    const before = await checksums(tracking.db);
    const { mended, isEqual, lines } = await run(make());
    expect([mended, isEqual]).toEqual([0, true]);
    expect(lines[0]).toMatch(/^[1-9]\d* rows compared, 0 differ$/);
    expect(await checksums(tracking.db)).toEqual(before);
  });

  it('volumes: planted differences are told, and mended under load without losing a scan', async () => {
    await write(`UPDATE volumes SET parcels = parcels + 5 WHERE place_code = '653024'`);
    await write(`DELETE FROM volumes WHERE place_code = '653024101200'`);
    await write(
      `INSERT INTO volumes VALUES ('65', '2020-09-05', 'outbound', 'nothing', 'accepted', false, 0, 9)`,
    );
    const told = await run(volumes, true);
    expect([told.isEqual, told.mended]).toEqual([false, 0]);
    expect(told.lines.join('\n')).toContain('nothing accepted false 0: -9 needed');
    const { isEqual, mended } = await underLoad(() => run(volumes));
    expect(isEqual).toBe(true);
    expect(mended).toBeGreaterThan(3);
    expect(await recomputeTracking(tracking.db)).toEqual([]);
  });

  it('parcels: a planted state is mended under load', async () => {
    await write(`UPDATE parcels SET state = 'lost', seen_node_id = 'nowhere', first_fact_at = 1
      WHERE tracking_number IN ('${NUMBERS[3]}', '${NUMBERS[7]}')`);
    expect((await run(parcels(), true)).lines.join('\n')).toContain(`${NUMBERS[3]}: kept lost`);
    const { isEqual } = await underLoad(() => run(parcels()));
    expect(isEqual).toBe(true);
    expect(await recomputeTracking(tracking.db)).toEqual([]);
    expect((await run(volumes)).mended).toBe(0);
  });

  it('parcels: who was told the wrong state is told the right one, as a newer snapshot', async () => {
    const number = NUMBERS[11] as string;
    const kept = async (): Promise<{ version: number; state: string } | undefined> => {
      const select = 'SELECT version, state FROM parcels WHERE tracking_number = $1';
      return (await tracking.db.query<{ version: number; state: string }>(select, [number]))[0];
    };
    const before = await kept();
    await write(`UPDATE parcels SET state = 'lost' WHERE tracking_number = '${number}'`);
    const add = jest.spyOn(tracking.get(Outbox), 'add');
    expect((await run(parcels())).mended).toBe(1);
    const told = add.mock.calls.flatMap(([, contract, rows]) =>
      contract.type === ParcelsChanged.type ? (rows as readonly ParcelSnapshot[]) : [],
    );
    add.mockRestore();
    const right = { version: (before?.version ?? 0) + 1, state: before?.state };
    expect(told).toEqual([expect.objectContaining({ trackingNumber: number, ...right })]);
    expect(await kept()).toEqual(right);
    await tracking.rest(); // the relay has sent it
  });
});
