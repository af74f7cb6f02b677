import { ParcelsChanged, type ParcelSnapshot } from '@youlu/contracts';
import * as fc from 'fast-check';
import { NOT_ACCEPTED } from '../../flows/standing';
import {
  courseOf,
  type FollowedShipment,
  newestOfEach,
  outcomeOf,
  outcomeToldAgain,
} from './parcel-outcome.projection';

const snapshot: ParcelSnapshot = ParcelsChanged.example;
const booked: FollowedShipment = {
  trackingNumber: snapshot.trackingNumber,
  merchantId: 'wuqia-coop',
  productId: null,
  direction: 'inbound',
  originCode: '330100',
  destinationCode: '653024203200',
  readyAt: 1_598_690_000_000,
  cancelledAt: null,
  state: 'booked',
  simulated: true,
  producedInCode: null,
  parcelVersion: 0,
  standing: NOT_ACCEPTED,
};

describe('a shipment that follows its parcel', () => {
  const accepted = {
    ...(snapshot.facts[0] as ParcelSnapshot['facts'][number]),
    kind: 'accepted' as const,
    placeCode: '652801104',
    occurredAt: snapshot.acceptedAt as number,
  };

  it('takes state, acceptance and departure from the snapshot', () => {
    expect(outcomeOf(booked, { ...snapshot, facts: [accepted, ...snapshot.facts] })).toEqual({
      trackingNumber: snapshot.trackingNumber,
      parcelVersion: 7,
      state: 'delivered',
      acceptedAt: 1_598_700_000_000,
      acceptedPlace: '652801104',
      departed: true,
    });
  });

  it('was accepted where the first acceptance with effect says, or nobody knows', () => {
    const earlier = { ...accepted, occurredAt: accepted.occurredAt - 1, placeCode: '65' };
    const withdrawn = { ...accepted, verdict: 'withdrawn' as const, placeCode: '65' };
    const facts = [earlier, withdrawn, accepted];
    expect(courseOf({ ...snapshot, facts }).acceptedPlace).toBe('652801104');
    expect(courseOf({ ...snapshot, facts: [withdrawn] }).acceptedPlace).toBeNull();
  });

  it('ignores a snapshot it has, or one that is older', () => {
    expect(outcomeOf({ ...booked, parcelVersion: 7 }, snapshot)).toBeUndefined();
    expect(outcomeOf({ ...booked, parcelVersion: 8 }, snapshot)).toBeUndefined();
  });

  it('is mended by a snapshot it has where it kept something else, and not otherwise', () => {
    const right = { ...booked, ...outcomeOf(booked, snapshot) } as FollowedShipment &
      NonNullable<ReturnType<typeof outcomeOf>>;
    expect(outcomeToldAgain(right, snapshot)).toBeUndefined();
    for (const wrong of [
      { state: 'accepted' },
      { acceptedAt: null },
      { acceptedPlace: '65' },
      { departed: false },
    ] as const) {
      expect(outcomeToldAgain({ ...right, ...wrong }, snapshot)).toEqual(
        outcomeOf(booked, snapshot),
      );
      expect(outcomeToldAgain({ ...right, ...wrong, parcelVersion: 8 }, snapshot)).toBeUndefined();
    }
  });

  it('stays cancelled until a scan says otherwise', () => {
    const cancelled = { ...booked, state: 'cancelled', cancelledAt: 5 } as const;
    const untouched = { ...snapshot, state: 'booked', acceptedAt: null, departedAt: null } as const;
    expect(outcomeOf(cancelled, untouched)?.state).toBe('cancelled');
    expect(outcomeOf(cancelled, { ...snapshot, state: 'accepted' })?.state).toBe('accepted');
  });

  it('ends as the newest snapshot says, in whatever order and batches they come', () => {
    const versions = fc.uniqueArray(
      fc.record({
        version: fc.integer({ min: 1, max: 9 }),
        state: fc.constantFrom('booked', 'accepted', 'in-transit', 'returned', 'delivered'),
        acceptedAt: fc.constantFrom(null, 1_598_700_000_000, 1_598_900_000_000),
        departedAt: fc.constantFrom(null, 1_598_950_000_000),
      }),
      { selector: ({ version }) => version, minLength: 1 },
    );
    fc.assert(
      fc.property(versions, fc.integer({ min: 1, max: 4 }), (drawn, batchSize) => {
        const parcels = [...drawn, ...drawn].map((d): ParcelSnapshot => ({ ...snapshot, ...d }));
        let stored = booked;
        for (let at = 0; at < parcels.length; at += batchSize) {
          const newest = newestOfEach(parcels.slice(at, at + batchSize)).get(booked.trackingNumber);
          const outcome = newest && outcomeOf(stored, newest);
          stored = { ...stored, ...outcome };
        }
        const last = parcels.reduce((a, b) => (a.version >= b.version ? a : b));
        expect(stored).toEqual({ ...booked, ...outcomeOf(booked, last) });
      }),
    );
  });
});
