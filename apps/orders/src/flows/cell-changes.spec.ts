import * as fc from 'fast-check';
import { attributionCellOf } from './attribution-cell';
import { type CellChange, cellChanges, type CountedParcel } from './cell-changes';
import { flowCellOf } from './flow-cell';
import { NOT_ACCEPTED, type Standing } from './standing';

const pear: CountedParcel = {
  trackingNumber: 'LX123456785CN',
  productId: 'korla-pear',
  originCode: '652801104',
  destinationCode: '330100',
  producedInCode: null,
  direction: 'outbound',
  simulated: true,
};
const FIFTH: Standing = { day: '2020-09-05', counted: true, outlet: '652801001' };

describe('the flow a parcel is in', () => {
  it('leads from the county it came from to the province it goes to', () => {
    expect(flowCellOf(pear, FIFTH)).toMatchObject({
      day: '2020-09-05',
      originCounty: '652801',
      destination: '33',
      product: 'korla-pear',
    });
  });

  it('leads to the county when it comes in', () => {
    const inbound = {
      ...pear,
      productId: null,
      direction: 'inbound' as const,
      originCode: '33',
      destinationCode: '653024203200',
    };
    expect(flowCellOf(inbound, FIFTH)).toMatchObject({
      originCounty: '33',
      destination: '653024',
      product: 'unspecified',
    });
  });

  it('does not exist before the parcel is accepted, and stays when it came back', () => {
    expect(flowCellOf(pear, NOT_ACCEPTED)).toBeUndefined();
    expect(flowCellOf(pear, { ...FIFTH, counted: false })).toBeDefined();
  });
});

describe('what projects count of a parcel', () => {
  it('has all three places it can be attributed to', () => {
    const declared = { ...pear, producedInCode: '652823' };
    expect(attributionCellOf(declared, FIFTH)).toMatchObject({
      producedIn: '652823',
      sender: '652801104',
      outlet: '652801001',
    });
    expect(attributionCellOf(pear, { ...FIFTH, outlet: null })).toMatchObject({
      producedIn: '652801104', // undeclared: where it is sent from
      outlet: '',
    });
  });

  it('is nothing without a product, before acceptance, or sent back before departure', () => {
    expect(attributionCellOf({ ...pear, productId: null }, FIFTH)).toBeUndefined();
    expect(attributionCellOf(pear, NOT_ACCEPTED)).toBeUndefined();
    expect(attributionCellOf(pear, { ...FIFTH, counted: false })).toBeUndefined();
  });
});

describe.each([
  ['flows', flowCellOf],
  ['what projects count', attributionCellOf],
])('the roll-up of %s', (_, cellOf: (p: CountedParcel, s: Standing) => object | undefined) => {
  const standing: fc.Arbitrary<Standing> = fc.oneof(
    fc.constant(NOT_ACCEPTED),
    fc.record({
      day: fc.constantFrom('2020-09-05', '2020-09-06'),
      counted: fc.boolean(),
      outlet: fc.constantFrom(null, '652801', '652823'),
    }),
  );
  /** Per parcel its history of standings: index + 1 is the snapshot's version. */
  const histories = fc.array(fc.array(standing, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  });
  const parcelOf = (index: number): CountedParcel => ({
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
        const kept = new Map<string, number>();
        for (let at = 0; at < order.length; at += batchSize) {
          const changes = order.slice(at, at + batchSize).flatMap((snapshot) => {
            const row = stored[snapshot.parcel];
            if (row === undefined || snapshot.version <= row.version) return [];
            const parcel = parcelOf(snapshot.parcel);
            const change = { parcel, before: row.standing, after: snapshot.standing };
            stored[snapshot.parcel] = snapshot;
            return [change];
          });
          for (const change of cellChanges(changes, cellOf)) apply(kept, change);
        }
        const recounted = new Map<string, number>();
        all.forEach((versions, index) => {
          const cell = cellOf(parcelOf(index), versions.at(-1) ?? NOT_ACCEPTED);
          if (cell !== undefined) apply(recounted, { cell, parcels: 1 });
        });
        expect(nonEmpty(kept)).toEqual(nonEmpty(recounted));
      }),
    );
  });

  it('lists cells in one order for all writers, and none that did not change', () => {
    expect(cellChanges([{ parcel: pear, before: FIFTH, after: { ...FIFTH } }], cellOf)).toEqual([]);
    const changes = cellChanges(
      [{ parcel: pear, before: { ...FIFTH, day: '2020-09-07' }, after: FIFTH }],
      cellOf,
    );
    expect(changes).toMatchObject([
      { cell: { day: '2020-09-05' }, parcels: 1 },
      { cell: { day: '2020-09-07' }, parcels: -1 },
    ]);
  });
});

function apply(cells: Map<string, number>, { cell, parcels }: CellChange<object>): void {
  const key = JSON.stringify(cell);
  cells.set(key, (cells.get(key) ?? 0) + parcels);
}

function nonEmpty(cells: Map<string, number>): [string, number][] {
  return [...cells].filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}
