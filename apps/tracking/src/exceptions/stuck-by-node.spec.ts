import { learn, unheardOf } from '../parcels/parcel';
import { at, booking, scanned } from '../testing/sample-parcel';
import type { ParcelException } from './parcel-exceptions';
import { StuckByNode } from './stuck-by-node';

const stuckAt = (nodeId: string | undefined, time: string): ParcelException => {
  const parcel = learn(unheardOf('LX123456785CN'), [{ trackingNumber: 'LX123456785CN', booking }]);
  const lastFact = nodeId ? scanned('1', 'arrived', nodeId, at(time)) : undefined;
  return {
    parcel: parcel.parcel,
    since: at(time),
    placeCode: lastFact?.placeCode ?? '330100',
    lastFact,
  };
};

describe('stuck parcels by node', () => {
  it('are counted by whole days since they were seen, each in one age', () => {
    const byNode = new StuckByNode('2020-09-30');
    const days = [
      '30T23:59',
      '24T00:00',
      '23T23:59',
      '17T08:00',
      '16T23:59',
      '03T08:00',
      '02T08:00',
    ];
    for (const time of days) byNode.add(stuckAt('county-653024', time));
    expect(byNode.inOrder()).toMatchObject([
      {
        parcels: 7,
        byAge: { under7Days: 2, days7To13: 2, days14To27: 2, days28AndMore: 1 },
        oldestSince: at('02T08:00'),
      },
    ]);
  });

  it('come in one order, those never scanned first, where they are sent from', () => {
    const found = [
      stuckAt('station-653024203', '01T08:00'),
      stuckAt(undefined, '01T08:00'),
      stuckAt('county-653024', '01T08:00'),
    ];
    const groups = (list: readonly ParcelException[]) => {
      const byNode = new StuckByNode('2020-09-30');
      for (const exception of list) byNode.add(exception);
      return byNode.inOrder();
    };
    expect(groups(found).map(({ nodeId, placeCode }) => [nodeId, placeCode])).toEqual([
      ['', '330100'],
      ['county-653024', '653024'],
      ['station-653024203', '653024203'],
    ]);
    expect(groups(found.toReversed())).toEqual(groups(found));
  });
});
