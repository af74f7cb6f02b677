import { compose } from '../lineage/succession/succession';
import { linksBack, linksForward } from '../lineage/succession/pair-links';
import { sameRegister } from '../lineage/succession/succession';
import { readAhead } from './read-ahead';
import { partsOf } from './register-periods';

const [EARLIER, LATER] = ['2020-06-30', '2021-10-31'];
const change = { changeId: 'c', earlier: EARLIER, later: LATER, effectiveOn: '2021-03-01' };
/** A has the code of B, which is gone. */
const PAIR = {
  gone: ['A', 'B'],
  come: ['B'],
  changes: [
    { ...change, kind: 'recode' as const, from: ['A'], to: ['B'], heir: null },
    { ...change, kind: 'abolish' as const, from: ['B'], to: [], heir: null },
  ],
};
const CODES = ['A', 'B', 'C'];

describe('codes between the day of a change and the edition that lists it', () => {
  const forward = compose(EARLIER, LATER, [linksForward(PAIR)]);
  const back = compose(LATER, EARLIER, [linksBack(PAIR)]);
  const taken = new Set(['B']);

  it.each([
    ['later', readAhead(forward, sameRegister(LATER), taken), ['B'], []],
    ['earlier', readAhead(sameRegister(EARLIER), back, taken), ['A'], ['B']],
  ])('mean what the next one says where they were given out: on the %s', (_, way, heirs, moved) => {
    expect(way.inheritorsOf('B')).toEqual(heirs);
    expect(way.inheritorsOf('A')).toEqual(heirs);
    expect(way.inheritorsOf('C')).toEqual(['C']);
    expect(way.moved()).toEqual(moved.length > 0 ? moved : ['A']);
    for (const code of CODES) {
      const sources = CODES.filter((one) => way.inheritorsOf(one).includes(code));
      expect([...way.sourcesOf(code)].sort()).toEqual(sources);
    }
  });

  it('cut a period at each of the days on which some are given out', () => {
    const period = { register: EARLIER, from: null, to: '2021-10-30' };
    const codes = [
      { code: 'B', from: '2021-03-01' },
      { code: 'A', from: '2021-01-01' },
    ];
    expect(partsOf(period, codes)).toEqual([
      { period: { ...period, to: '2020-12-31' }, taken: new Set() },
      { period: { ...period, from: '2021-01-01', to: '2021-02-28' }, taken: new Set(['A']) },
      { period: { ...period, from: '2021-03-01' }, taken: new Set(['B', 'A']) },
    ]);
    expect(partsOf(period, [])).toEqual([{ period, taken: new Set() }]);
  });
});
