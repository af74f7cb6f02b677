import { startOfDay } from '@youlu/vocabulary';
import * as fc from 'fast-check';
import { NOT_ACCEPTED, type ParcelCourse, standingOf } from './standing';

const AT = startOfDay('2020-09-05');
const course = (rest: Partial<ParcelCourse> = {}): ParcelCourse => ({
  trackingNumber: 'LX123456785CN',
  state: 'delivered',
  acceptedAt: AT,
  acceptedPlace: '652801104',
  departed: true,
  ...rest,
});

describe('what a parcel counts as', () => {
  it('is the day and the outlet of its first acceptance', () => {
    expect(standingOf(course())).toEqual({
      day: '2020-09-05',
      counted: true,
      outlet: '652801104',
    });
    expect(standingOf(course({ state: 'booked', acceptedAt: null }))).toEqual(NOT_ACCEPTED);
  });

  it('is nothing for a project when it came back before it left, but is when after', () => {
    for (const state of ['returning', 'returned'] as const) {
      expect(standingOf(course({ state, departed: false })).counted).toBe(false);
      expect(standingOf(course({ state, departed: true })).counted).toBe(true);
    }
  });
});

describe('what linked numbers count as together', () => {
  const principal = course({ trackingNumber: 'P-0000001', acceptedAt: null, departed: false });

  it('is the first acceptance of any of them', () => {
    const agent = course({ trackingNumber: 'A-0000001', acceptedPlace: '652823' });
    const later = course({ trackingNumber: 'B-0000001', acceptedAt: AT + 1 });
    expect(standingOf(principal, [later, agent])).toMatchObject({ outlet: '652823' });
  });

  it('is not cancelled while one of them was accepted', () => {
    const cancelled = { ...principal, state: 'cancelled' as const };
    expect(standingOf(cancelled, [course({ departed: false })]).counted).toBe(true);
    expect(standingOf(cancelled, [cancelled])).toEqual(NOT_ACCEPTED);
  });

  it('is returned before departure only if the principal is back and none has left', () => {
    const back = course({ state: 'returned', departed: false });
    const stays = course({ trackingNumber: 'A-0000001', departed: false });
    expect(standingOf(back, [stays]).counted).toBe(false);
    expect(standingOf(back, [{ ...stays, departed: true }]).counted).toBe(true);
    expect(standingOf(stays, [back]).counted).toBe(true);
  });

  it('does not depend on the order in which the linked ones are named', () => {
    const some = fc.uniqueArray(
      fc.record({
        trackingNumber: fc.constantFrom('A-0000001', 'B-0000001', 'C-0000001', 'D-0000001'),
        state: fc.constantFrom<ParcelCourse['state']>('booked', 'returned', 'accepted'),
        acceptedAt: fc.constantFrom(null, AT, AT + 1, AT + 90_000_000),
        acceptedPlace: fc.constantFrom(null, '652801', '652823'),
        departed: fc.boolean(),
      }),
      { selector: ({ trackingNumber }) => trackingNumber },
    );
    const shuffled = some.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([linked, otherwise]) => {
        expect(standingOf(principal, linked)).toEqual(standingOf(principal, otherwise));
      }),
    );
  });
});
