import { type Day, SCAN_KINDS, startOfDay } from '@youlu/vocabulary';
import fc from 'fast-check';
import { ChangeParcels } from '../parcels/change-parcels.use-case';
import type { Fact } from '../parcels/fold/fact';
import { type Parcel, type ParcelNews, learn, unheardOf } from '../parcels/parcel';
import { VILLAGE, booking, plan, scanned } from '../testing/sample-parcel';
import { TrackingUnderTest } from '../testing/tracking-under-test';
import { type ParcelExceptionKind, parcelException } from './parcel-exceptions';
import { FindParcelExceptions } from './parcel-exceptions.query';

jest.setTimeout(120_000);

const KINDS: readonly ParcelExceptionKind[] = ['stuck', 'misdirected', 'parked-at-township'];
const FIRST: Day = '2020-09-01';
const ASKED: readonly Day[] = ['2020-09-02', '2020-09-10', '2020-09-20', '2020-10-20'];
const NODES = [...plan.nodeIds, 'county-653022', 'station-653025100'];

const moment = fc.integer({ min: 0, max: 30 * 24 }).map((h) => startOfDay(FIRST) + h * 3_600_000);
const scan: fc.Arbitrary<Fact> = fc
  .record({
    id: fc.integer({ min: 1, max: 8 }), // few, so that some conflict
    kind: fc.constantFrom(...SCAN_KINDS),
    nodeId: fc.constantFrom(...NODES),
    at: moment,
    sentAfter: fc.constantFrom(60_000, 60_000, 60_000, -86_400_000), // some from the future
  })
  .map(({ id, kind, nodeId, at, sentAfter }) =>
    scanned(`s${id}`, kind, nodeId, at, { sentAt: at + sentAfter }),
  );
const news = fc.record({
  scans: fc.array(scan, { maxLength: 6 }),
  isBooked: fc.boolean(),
  isPlanned: fc.boolean(),
  cancelledAt: fc.option(moment),
  destinationCode: fc.constantFrom(VILLAGE, '653024203', '653025100200'),
  /** Written before the columns that tell where it was seen. */
  isOld: fc.boolean(),
});

describe('parcels that are exceptions', () => {
  let tracking: TrackingUnderTest;
  beforeAll(async () => {
    tracking = await TrackingUnderTest.start();
  });
  afterAll(async () => {
    await tracking?.close();
  });

  async function found(kind: ParcelExceptionKind, asOf: Day, place: string | undefined) {
    const numbers: string[] = [];
    for (let last: string | null = ''; last !== null;) {
      const find = tracking.get(FindParcelExceptions);
      const stretch = await find.after(last, { kind, asOf, place }, 7);
      numbers.push(...stretch.found.map(({ parcel }) => parcel.trackingNumber));
      last = stretch.last;
    }
    return numbers;
  }

  async function compare(parcels: readonly Parcel[]): Promise<void> {
    for (const kind of KINDS) {
      for (const asOf of ASKED) {
        for (const place of [undefined, '653024', '653025100']) {
          const should = parcels.filter((parcel) =>
            parcelException(kind, parcel, asOf)?.placeCode.startsWith(place ?? ''),
          );
          expect(await found(kind, asOf, place)).toEqual(should.map((p) => p.trackingNumber));
        }
      }
    }
  }

  it('are those that judging every parcel finds, on any day and in any place', async () => {
    const property = fc.asyncProperty(
      fc.array(news, { minLength: 20, maxLength: 40 }),
      async (all) => {
        await tracking.db.transaction((tx) => tx.execute('TRUNCATE parcels, scans, volumes'));
        const told = all.map(({ scans, isBooked, isPlanned, ...its }, i): ParcelNews => {
          const { cancelledAt, destinationCode } = its;
          return {
            trackingNumber: `PARCEL${String(i).padStart(4, '0')}`,
            scans,
            ...(isBooked ? { booking: { ...booking, cancelledAt, destinationCode } } : {}),
            ...(isPlanned ? { plan } : {}),
          };
        });
        await tracking.db.transaction((tx) => tracking.get(ChangeParcels).execute(tx, told));
        const old = told.filter((_, i) => all[i]?.isOld).map((piece) => piece.trackingNumber);
        await tracking.db.transaction((tx) =>
          tx.execute(
            `UPDATE parcels SET seen_at = NULL, seen_node_id = NULL, seen_place_code = NULL
            WHERE tracking_number = ANY($1::text[])`,
            [old],
          ),
        );
        await compare(told.map((piece) => learn(unheardOf(piece.trackingNumber), [piece]).parcel));
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });
});
