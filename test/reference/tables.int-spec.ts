import { ItinerariesPlanned, ScansReported, ShipmentsChanged } from '@youlu/contracts';
import fc from 'fast-check';
import { TrackingUnderTest } from '../../apps/tracking/src/testing/tracking-under-test';
import { type Arrival, history } from './histories';
import { type Piece, differencesOfTracking } from './index.mjs';

jest.setTimeout(120_000);

const HISTORIES = 300;

/** The same comparison as in memory, but through Kafka, the consumers and the tables of PostgreSQL. */
describe('the tables of tracking', () => {
  const seed = Number(process.env['TABLES_SEED'] ?? Date.now() % 1_000_000);
  const arrivals = fc
    .sample(history, { numRuns: HISTORIES, seed })
    .flatMap((told, i) => told.map((arrival) => renumbered(arrival, i)));
  const journal = arrivals.map(({ piece }) => piece);
  let tracking: TrackingUnderTest;

  const differences = (): Promise<string[]> =>
    differencesOfTracking(journal, (sql) => tracking.db.query(sql));

  beforeAll(async () => {
    tracking = await TrackingUnderTest.start();
    for (let batch = 0; batch <= 5; batch++) {
      await tell(arrivals.filter((a) => a.batch === batch).map(({ piece }) => piece));
      await tracking.rest();
    }
  });
  afterAll(async () => {
    await tracking?.close();
  });

  async function tell(pieces: readonly Piece[]): Promise<void> {
    await tracking.tell(
      ScansReported,
      pieces.flatMap(({ scan }) => scan ?? []),
    );
    await tracking.tell(
      ShipmentsChanged,
      pieces.flatMap(({ shipment }) => shipment ?? []),
    );
    await tracking.tell(
      ItinerariesPlanned,
      pieces.flatMap(({ itinerary }) => itinerary ?? []),
    );
    for (const { trackingNumber, correction } of pieces) {
      if (correction === undefined) continue;
      const url = `/v1/parcels/${trackingNumber}/scans/${correction}/corrections`;
      const body = {
        correctionId: correction,
        reason: 'wrong',
        correctedAt: '2020-09-02T10:00:00Z',
      };
      expect((await tracking.post(url, body)).status).toBe(201);
    }
  }

  it(`hold what the reference makes of ${HISTORIES} histories (seed ${seed})`, async () => {
    expect(await differences()).toEqual([]);
  });

  it.each([
    [
      'a state',
      `UPDATE parcels SET state = CASE state WHEN 'lost' THEN 'returned' ELSE 'lost' END`,
    ],
    ['where a parcel was seen', `UPDATE parcels SET seen_node_id = 'elsewhere'`],
    ['a parcel', 'DELETE FROM parcels'],
    ['a scan', 'DELETE FROM scans'],
    ['a cell', 'UPDATE volumes SET parcels = parcels + 1'],
  ])('are not believed when %s is altered', async (_, sql) => {
    const undone = new Error('undone');
    const altered = tracking.db.transaction(async (tx) => {
      const table = /(parcels|scans|volumes)/.exec(sql)?.[0] ?? '';
      const oneRow = `(tableoid, ctid) = (SELECT tableoid, ctid FROM ${table} LIMIT 1)`;
      await tx.execute(`${sql} WHERE ${oneRow}`, []);
      const found = await differencesOfTracking(journal, (text) => tx.query(text));
      expect(found).toHaveLength(1);
      throw undone;
    });
    await expect(altered).rejects.toBe(undone);
  });
});

/** The same parcels under other numbers, so that histories do not meet. */
function renumbered({ batch, piece }: Arrival, i: number): Arrival {
  const text = JSON.stringify(piece).replaceAll('"PARCEL-', `"P${String(i).padStart(5, '0')}-`);
  return { batch, piece: JSON.parse(text) as Piece };
}
