import type { CellChange } from '../parcels/fold/contributions';
import { VolumeDeltas } from './volume-deltas';

const change = (more: Partial<CellChange>): CellChange => ({
  placeCode: '653024',
  day: '2020-09-01',
  direction: 'inbound',
  productId: 'unspecified',
  kind: 'accepted',
  simulated: true,
  parcels: 1,
  ...more,
});

describe('volume deltas', () => {
  it('add up by cell and bucket, and drop what cancels out', () => {
    const deltas = new VolumeDeltas();
    deltas.add(7, change({}));
    deltas.add(7, change({}));
    deltas.add(8, change({}));
    deltas.add(9, change({}));
    deltas.add(9, change({ parcels: -1 }));
    deltas.add(7, change({ simulated: false, parcels: -2 }));
    expect(deltas.inOrder().map((d) => [d.cell.simulated, d.bucket, d.parcels])).toEqual([
      [false, 7, -2],
      [true, 7, 2],
      [true, 8, 1],
    ]);
  });

  it('come in one order whatever the order of adding, a place before the places inside it', () => {
    const places = ['653024203', '653024', '653024203200', '653023'];
    const ordered = (list: readonly string[]) => {
      const deltas = new VolumeDeltas();
      for (const placeCode of list) deltas.add(1, change({ placeCode }));
      return deltas.inOrder().map(({ cell }) => cell.placeCode);
    };
    expect(ordered(places)).toEqual(['653023', '653024', '653024203', '653024203200']);
    expect(ordered(places.toReversed())).toEqual(ordered(places));
  });
});
