import * as fc from 'fast-check';
import { groupsOf, type ParcelLink, rootStretches } from './parcel-link';

/** A forest: each number hangs below one that comes before it, or below none. */
const anyLinks: fc.Arbitrary<ParcelLink[]> = fc
  .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 8 })
  .map((drawn) =>
    drawn.map(([above, recordedAt], i) => ({
      linkedNumber: `n${i + 1}`,
      principalNumber: `n${above % (i + 1)}`,
      recordedAt,
    })),
  );

const rootAt = (links: readonly ParcelLink[], number: string, at: number): string =>
  rootStretches(links).find(
    ({ trackingNumber, knownFrom, knownTo }) =>
      trackingNumber === number && knownFrom <= at && (knownTo === null || at < knownTo),
  )?.rootNumber ?? number;

describe('the number a parcel is counted under', () => {
  it('is the top of what was linked by then, whatever order the links came in', () => {
    fc.assert(
      fc.property(anyLinks, fc.integer({ min: 0, max: 7 }), (links, at) => {
        for (const { linkedNumber } of links) {
          let top = linkedNumber;
          const above = () => links.find((l) => l.linkedNumber === top && l.recordedAt <= at);
          for (let link = above(); link; link = above()) top = link.principalNumber;
          expect(rootAt(links, linkedNumber, at)).toBe(top);
          expect(rootAt(links.toReversed(), linkedNumber, at)).toBe(top);
        }
      }),
    );
  });

  it('is told by the links of its group alone', () => {
    const sorted = (links: readonly ParcelLink[]) =>
      rootStretches(links).map((stretch) => JSON.stringify(stretch));
    fc.assert(
      fc.property(anyLinks, (links) => {
        const groups = groupsOf(links);
        expect(groups.flatMap(sorted).sort()).toEqual(sorted(links).sort());
        const numbers = groups.map(
          (group) => new Set(group.flatMap((l) => [l.linkedNumber, l.principalNumber])),
        );
        expect(new Set(numbers.flatMap((some) => [...some])).size).toBe(
          numbers.reduce((sum, { size }) => sum + size, 0), // no number is in two groups
        );
      }),
    );
  });

  it('ends where links go in a circle', () => {
    const links = ['ab', 'bc', 'ca'].map(([linkedNumber = '', principalNumber = '']) => ({
      ...{ linkedNumber, principalNumber, recordedAt: 1 },
    }));
    expect(groupsOf(links)).toEqual([links]);
  });

  it('moves up with a later link, and what was known before stays', () => {
    const links = [
      { linkedNumber: 'agent', principalNumber: 'label', recordedAt: 1 },
      { linkedNumber: 'label', principalNumber: 'booked', recordedAt: 5 },
    ];
    expect([0, 1, 4, 5].map((at) => rootAt(links, 'agent', at))).toEqual([
      'agent',
      'label',
      'label',
      'booked',
    ]);
  });
});
