import { ShipmentsChanged, type ShipmentSnapshot } from '@youlu/contracts';
import { parseInstant } from '@youlu/vocabulary';
import fc from 'fast-check';
import { NetworkBuilder } from '../testing/sample-network';
import { decideItinerary, type Itinerary, ItineraryPlanner, snapshotOf } from './itinerary';
import { buildPlanningNetwork } from './planning/planning-network';

const DAILY = [1, 2, 3, 4, 5, 6, 7];
const planner = new ItineraryPlanner(
  buildPlanningNetwork(
    new NetworkBuilder()
      .node('county-653024', 'county', '653024', { handlingMinutes: 240 })
      .node('station-653024203', 'station', '653024203')
      .node('station-653024204', 'station', '653024204')
      .node('gateway-11', 'gateway', '110000')
      .pair('county-653024', 'station-653024203', DAILY, 480, 90)
      .pair('gateway-11', 'county-653024', [2], 600, 3000),
  ),
);
const at = (iso: string) => parseInstant(`${iso}+08:00`) as number;

const booked: ShipmentSnapshot = {
  ...ShipmentsChanged.example,
  originCode: '653024203200',
  destinationCode: '110000',
  readyAt: at('2020-09-07T10:00:00'), // a Monday
};
const withdrawn = { state: 'cancelled', cancelledAt: booked.readyAt } as const;

describe('an itinerary', () => {
  it('starts when the parcel is ready and names every node it touches', () => {
    const decision = decideItinerary(booked, undefined, planner);
    expect(decision?.isNews).toBe(true);
    expect(snapshotOf(decision?.itinerary as Itinerary)).toEqual({
      trackingNumber: booked.trackingNumber,
      version: 1,
      outcome: 'planned',
      nodeIds: ['station-653024203', 'county-653024', 'gateway-11'],
      legs: [
        {
          fromNodeId: 'station-653024203',
          toNodeId: 'county-653024',
          departAt: at('2020-09-07T12:00:00'),
          arriveAt: at('2020-09-07T13:30:00'),
        },
        {
          fromNodeId: 'county-653024',
          toNodeId: 'gateway-11',
          departAt: at('2020-09-08T14:00:00'),
          arriveAt: at('2020-09-10T16:00:00'),
        },
      ],
      etaAt: at('2020-09-10T16:00:00'),
    });
  });

  it.each([
    ['no-origin-node', { originCode: '659001' }],
    ['no-destination-node', { destinationCode: '460000' }],
    ['no-path', { originCode: '653024204' }],
  ] as const)('says %s where there is none', (outcome, change) => {
    const decision = decideItinerary({ ...booked, ...change }, undefined, planner);
    const { legs, nodeIds, etaAt } = snapshotOf(decision?.itinerary as Itinerary);
    expect([decision?.itinerary.outcome, legs, nodeIds, etaAt]).toEqual([outcome, [], [], null]);
  });

  it('is at once where it should be when one node serves both ends', () => {
    const decision = decideItinerary(
      { ...booked, destinationCode: '653024203' },
      undefined,
      planner,
    );
    const { legs, nodeIds, etaAt } = snapshotOf(decision?.itinerary as Itinerary);
    expect([legs, nodeIds, etaAt]).toEqual([[], ['station-653024203'], booked.readyAt]);
  });

  it('is replaced by a newer version of the shipment and by no older one', () => {
    const first = decideItinerary({ ...booked, version: 2 }, undefined, planner)?.itinerary;
    expect(decideItinerary({ ...booked, version: 2 }, first, planner)).toBeUndefined();
    expect(decideItinerary({ ...booked, version: 1 }, first, planner)).toBeUndefined();

    const same = decideItinerary({ ...booked, version: 3 }, first, planner);
    expect([same?.isNews, same?.itinerary.version]).toEqual([false, 1]);

    const later = { ...booked, version: 4, readyAt: booked.readyAt + 7 * 86_400_000 };
    const moved = decideItinerary(later, same?.itinerary, planner);
    expect([moved?.isNews, moved?.itinerary.version]).toEqual([true, 2]);
  });

  it('is withdrawn when the shipment is cancelled, and never made when it already was', () => {
    const planned = decideItinerary(booked, undefined, planner)?.itinerary;
    const after = decideItinerary({ ...booked, ...withdrawn, version: 2 }, planned, planner);
    expect([after?.isNews, after?.itinerary.version, after?.itinerary.outcome]).toEqual([
      true,
      2,
      'withdrawn',
    ]);
    const never = decideItinerary({ ...booked, ...withdrawn, version: 2 }, undefined, planner);
    expect([never?.isNews, never?.itinerary.outcome]).toEqual([false, 'withdrawn']);
    expect(decideItinerary(booked, never?.itinerary, planner)).toBeUndefined();
  });

  it('ends the same in whatever order the versions of a shipment come', () => {
    const versions: ShipmentSnapshot[] = [
      booked,
      { ...booked, version: 2, destinationCode: '653024' },
      { ...booked, ...withdrawn, version: 3 },
      { ...booked, version: 4, originCode: '653024' },
    ];
    const content = (itinerary: Itinerary) => ({ ...itinerary, version: 0 });
    const orders = fc.shuffledSubarray([...versions, ...versions], { minLength: 8, maxLength: 8 });
    const counts = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(orders, counts, (order, upTo) => {
        let stored: Itinerary | undefined;
        let told: Itinerary | undefined;
        for (const shipment of order.filter(({ version }) => version <= upTo)) {
          const decision = decideItinerary(shipment, stored, planner);
          if (!decision) continue;
          const { itinerary, isNews } = decision;
          if (isNews) expect(itinerary.version).toBe((told?.version ?? 0) + 1);
          [stored, told] = [itinerary, isNews ? itinerary : told];
        }
        const alone = decideItinerary(versions[upTo - 1] as ShipmentSnapshot, undefined, planner);
        expect(content(stored as Itinerary)).toEqual(content(alone?.itinerary as Itinerary));
        // What the others were told last is what is stored, or nothing where nothing was planned.
        expect(told?.outcome ?? 'withdrawn').toBe(stored?.outcome);
      }),
    );
  });
});
