import { noFacts, type UnitFacts } from '../edition-form/unit-facts';
import { alignedFacts } from './aligned-facts';

const of = (codes: string, facts: Partial<UnitFacts>) => ({
  population: {
    units: [...codes].map((code) => ({ code })),
    indexOf: (code: string) => codes.indexOf(code),
  },
  facts: { ...noFacts(codes.length, 2), ...facts },
});
const ruling = (challengeId: string) => ({ verdict: 'served' as const, challengeId, from: '' });

describe('facts about the units of another list', () => {
  it('are their own of units in both lists, and those of the other list of one that came', () => {
    const found = alignedFacts(
      of('bce', {
        evidenceCount: Int32Array.of(2, 3, 5),
        visitedDays: Uint8Array.of(21, 22, 31, 32, 51, 52),
        rulings: new Map([
          [0, ruling('b')],
          [1, ruling('gone')],
        ]),
      }),
      of('abe', {
        evidenceCount: Int32Array.of(10, 20, 50),
        visitedDays: Uint8Array.of(11, 12, 1, 2, 3, 4),
        rulings: new Map([
          [0, ruling('a')],
          [2, ruling('new')],
        ]),
      }),
    );
    expect([...found.evidenceCount]).toEqual([10, 2, 5]);
    expect([...found.visitedDays]).toEqual([11, 12, 21, 22, 51, 52]);
    expect([...found.rulings].map(([unit, { challengeId }]) => [unit, challengeId])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
    expect([found.size, found.weeks]).toEqual([3, 2]);
    expect(Object.keys(found).sort()).toEqual(Object.keys(noFacts(0)).sort());
  });
});
