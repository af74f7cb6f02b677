import * as fc from 'fast-check';
import { distinctVisits, joinTellings, type VisitTelling } from './visit';

const telling = (knownFrom: number, sentAt: number, simulated = false): VisitTelling => ({
  knownFrom,
  sentAt,
  simulated,
});

describe('what is known of a visit', () => {
  it('is what was told first, until something else is told', () => {
    expect(joinTellings([telling(9, 5), telling(3, 7), telling(4, 8)])).toEqual([
      telling(3, 7),
      telling(9, 5),
    ]);
    expect(joinTellings([telling(3, 7), telling(4, 9, true), telling(5, 9, true)])).toEqual([
      telling(3, 7),
      telling(4, 7, true),
    ]);
  });

  it('of one instant is all that was told then', () => {
    expect(joinTellings([telling(3, 7), telling(3, 9, true)])).toEqual([telling(3, 7, true)]);
    expect(joinTellings([telling(3, 9), telling(3, 7), telling(3, 8)])).toEqual([telling(3, 7)]);
  });

  it('is one history of one content, and another content stays beside it', () => {
    const visit = {
      visitId: 'v1',
      roundId: 'r1',
      villageCode: '653024200201',
      visitedAt: 1_598_842_800_000,
      sentAt: 20,
      recordedAt: 2,
      handoverPoint: 'shop',
    };
    const again = { ...visit, sentAt: 10, recordedAt: 3, simulated: true };
    const other = { ...visit, handoverPoint: 'committee' };
    const told = distinctVisits([again, other, visit, again]);
    expect(told.map(({ handoverPoint, tellings }) => [handoverPoint, tellings])).toEqual([
      ['committee', [telling(2, 20)]],
      ['shop', [telling(2, 20), telling(3, 10, true)]],
    ]);
    expect(told[0]).toMatchObject({ day: '2020-08-31', monday: '2020-08-31' });
  });

  const anyTelling = fc.record({
    knownFrom: fc.nat(9),
    sentAt: fc.nat(9),
    simulated: fc.boolean(),
  });
  const anyTold = fc.array(anyTelling, { minLength: 1, maxLength: 8 });

  it('at an instant is the earliest sending of those told by then, simulated if any of them is', () => {
    fc.assert(
      fc.property(anyTold, fc.nat(9), (told, knownAt) => {
        const byThen = told.filter(({ knownFrom }) => knownFrom <= knownAt);
        const known = joinTellings(told).findLast(({ knownFrom }) => knownFrom <= knownAt);
        expect(known?.sentAt).toBe(
          byThen.length === 0 ? undefined : Math.min(...byThen.map(({ sentAt }) => sentAt)),
        );
        expect(known?.simulated ?? false).toBe(byThen.some(({ simulated }) => simulated));
      }),
    );
  });

  it('comes to the same, in whatever order and pieces it is told', () => {
    fc.assert(
      fc.property(anyTold, anyTold, (some, others) => {
        const all = joinTellings([...some, ...others]);
        expect(joinTellings([...joinTellings(others), ...joinTellings(some)])).toEqual(all);
        expect(joinTellings([...all, ...some])).toEqual(all);
      }),
    );
  });
});
