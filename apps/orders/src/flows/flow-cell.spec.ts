import { startOfDay } from '@youlu/vocabulary';
import * as fc from 'fast-check';
import {
  type CellChange,
  cellChanges,
  cellOf,
  type FlowingParcel,
  NOT_ACCEPTED,
  type Standing,
  standingOf,
} from './flow-cell';

const pear: FlowingParcel = {
  trackingNumber: 'LX123456785CN',
  productId: 'korla-pear',
  originCode: '652801104',
  destinationCode: '330100',
  direction: 'outbound',
  simulated: true,
};

describe('the cell of a parcel', () => {
  const day = { acceptedDay: '2020-09-05', counted: true };

  it('names the county it came from and the province it goes to', () => {
    expect(cellOf(pear, day)).toMatchObject({
      originCounty: '652801',
      destination: '33',
      product: 'korla-pear',
      parcels: 1,
    });
  });

  it('names the county it goes to when it comes in', () => {
    const inbound = {
      ...pear,
      productId: null,
      direction: 'inbound' as const,
      originCode: '33',
      destinationCode: '653024203200',
    };
    expect(cellOf(inbound, day)).toMatchObject({
      originCounty: '33',
      destination: '653024',
      product: 'unspecified',
    });
  });

  it('does not exist before the parcel is accepted', () => {
    expect(cellOf(pear, NOT_ACCEPTED)).toBeUndefined();
  });
});

describe('what a project counts', () => {
  const at = startOfDay('2020-09-05');

  it('is an accepted parcel on the day it was first accepted', () => {
    expect(standingOf({ state: 'delivered', acceptedAt: at, departedAt: at + 1 })).toEqual({
      acceptedDay: '2020-09-05',
      counted: true,
    });
    expect(standingOf({ state: 'booked', acceptedAt: null, departedAt: null })).toBe(NOT_ACCEPTED);
  });

  it('is not a parcel returned before departure, but one returned after', () => {
    const returned = { state: 'returned', acceptedAt: at } as const;
    expect(standingOf({ ...returned, departedAt: null }).counted).toBe(false);
    expect(standingOf({ ...returned, departedAt: at + 1 }).counted).toBe(true);
    expect(standingOf({ ...returned, state: 'returning', departedAt: null }).counted).toBe(false);
  });
});

describe('the roll-up of flows', () => {
  const standing: fc.Arbitrary<Standing> = fc.oneof(
    fc.constant(NOT_ACCEPTED),
    fc.record({
      acceptedDay: fc.constantFrom('2020-09-05', '2020-09-06'),
      counted: fc.boolean(),
    }),
  );
  /** Per parcel its history of standings: index + 1 is the snapshot's version. */
  const histories = fc.array(fc.array(standing, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  });
  const parcelOf = (index: number): FlowingParcel => ({
    ...pear,
    trackingNumber: `LX-PARCEL-${index % 3}${index}`,
    originCode: index % 2 === 0 ? '652801' : '652823',
  });

  it('counts a parcel once, in whatever order and however often its snapshots come', () => {
    const deliveries = histories.chain((all) => {
      const snapshots = all.flatMap((versions, parcel) =>
        versions.map((s, i) => ({ parcel, version: i + 1, standing: s })),
      );
      return fc.tuple(
        fc.constant(all),
        fc
          .shuffledSubarray([...snapshots, ...snapshots], { minLength: snapshots.length * 2 })
          .chain((order) => fc.tuple(fc.constant(order), fc.integer({ min: 1, max: 4 }))),
      );
    });
    fc.assert(
      fc.property(deliveries, ([all, [order, batchSize]]) => {
        const stored = all.map(() => ({ version: 0, standing: NOT_ACCEPTED }));
        const cells = new Map<string, CellChange>();
        for (let at = 0; at < order.length; at += batchSize) {
          const changes = order.slice(at, at + batchSize).flatMap((snapshot) => {
            const row = stored[snapshot.parcel];
            if (row === undefined || snapshot.version <= row.version) return [];
            const change = {
              parcel: parcelOf(snapshot.parcel),
              before: row.standing,
              after: snapshot.standing,
            };
            stored[snapshot.parcel] = snapshot;
            return [change];
          });
          for (const change of cellChanges(changes)) apply(cells, change);
        }
        const recomputed = new Map<string, CellChange>();
        all.forEach((versions, index) => {
          const last = cellOf(parcelOf(index), versions.at(-1) ?? NOT_ACCEPTED);
          if (last !== undefined) apply(recomputed, last);
        });
        expect(nonEmpty(cells)).toEqual(nonEmpty(recomputed));
      }),
    );
  });

  it('lists cells in one order for all writers, and none that did not change', () => {
    const stays = { acceptedDay: '2020-09-05', counted: true };
    expect(cellChanges([{ parcel: pear, before: stays, after: { ...stays } }])).toEqual([]);
    const days = cellChanges([
      { parcel: pear, before: { acceptedDay: '2020-09-07', counted: true }, after: stays },
    ]).map(({ day, parcels }) => [day, parcels]);
    expect(days).toEqual([
      ['2020-09-05', 1],
      ['2020-09-07', -1],
    ]);
  });
});

function apply(cells: Map<string, CellChange>, change: CellChange): void {
  const { parcels, counted, ...cell } = change;
  const key = JSON.stringify(cell);
  const before = cells.get(key);
  cells.set(key, {
    ...change,
    parcels: (before?.parcels ?? 0) + parcels,
    counted: (before?.counted ?? 0) + counted,
  });
}

function nonEmpty(cells: Map<string, CellChange>): [string, number, number][] {
  return [...cells.entries()]
    .filter(([, cell]) => cell.parcels !== 0 || cell.counted !== 0)
    .map(([key, cell]): [string, number, number] => [key, cell.parcels, cell.counted])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
