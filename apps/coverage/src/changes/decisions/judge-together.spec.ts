import type { Wish } from './decision-item';
import { judgeTogether } from './judge-together';

const PAIR = { earlier: '2020-06-30', later: '2021-10-31' };
const LINES = 20_000;

function wishOn(line: number): Wish {
  const [document, note] = [null, null];
  const change = { kind: 'abolish' as const, from: ['653024200201'], to: [] };
  return {
    item: {
      line,
      word: 'add',
      changeId: null,
      stated: [],
      pair: PAIR,
      effectiveOn: null,
      document,
      note,
    },
    pair: PAIR,
    supersedes: null,
    status: 'accepted',
    changes: [{ ...change, effectiveOn: '2021-10-31' }],
  };
}

describe('decisions taken together', () => {
  it('are judged at once, however many are about one unit, and a few of them are named', () => {
    const wishes = Array.from({ length: LINES }, (_, i) => wishOn(i + 2));
    const begun = performance.now();
    const faults = judgeTogether(wishes, []);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(faults).toHaveLength(LINES);
    expect(faults[0]).toMatchObject({ line: 2, code: 'two-fates' });
    expect(faults[0]?.reason).toMatch(
      /^第 2 行、.*及另外 19990 处各自认定了.*。line 2 and .* and line 11 and 19990 more each say/,
    );
  });
});
