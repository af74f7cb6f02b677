import { distinctVisits, type Visit } from './visit';
import { toVisit, visitFault, visitsDoor } from './visits.dto';

const visit: Visit = {
  visitId: 'v1',
  roundId: 'round-653024203200',
  villageCode: '653024203200',
  visitedAt: 1_598_842_800_000,
  handoverPoint: 'shop',
  sentAt: 1_598_846_400_000,
  simulated: false,
};

describe('a visit', () => {
  it('is one visit however often it is told, with the earliest sending', () => {
    const again = { ...visit, sentAt: visit.sentAt - 1 };
    expect(distinctVisits([visit, again, visit])).toEqual([expect.objectContaining(again)]);
  });

  it('is simulated if any telling says so', () => {
    const earlier = { ...visit, sentAt: visit.sentAt - 1 };
    const told = [visit, { ...visit, simulated: true }, earlier];
    expect(distinctVisits(told)).toEqual([
      expect.objectContaining({ ...earlier, simulated: true }),
    ]);
  });

  it('told differently stays beside the first', () => {
    const told = [
      visit,
      { ...visit, visitedAt: visit.visitedAt + 1 },
      { ...visit, roundId: 'other' },
      { ...visit, handoverPoint: 'mailbox' as const },
    ];
    const digests = distinctVisits(told).map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(4);
  });

  it('is written in the order of its key, whatever the order of the request', () => {
    const told = ['b', 'a', 'c'].map((visitId) => ({ ...visit, visitId }));
    expect(distinctVisits(told).map(({ visitId }) => visitId)).toEqual(['a', 'b', 'c']);
  });
});

describe('the door of visits', () => {
  const sentAt = '2020-08-31T12:00:00+08:00';
  const row = {
    visitId: 'v1',
    roundId: 'r1',
    villageCode: '653024203200',
    visitedAt: '2020-08-31T11:00:00+08:00',
    handoverPoint: 'committee',
  };

  it('reads instants with their offset', () => {
    const { good } = visitsDoor.open({ sentAt, visits: [row] }, visitFault);
    expect(good.map((one) => toVisit(one.row, 5))).toEqual([
      { ...row, visitedAt: 1_598_842_800_000, sentAt: 5, simulated: false },
    ]);
  });

  it.each([
    ['a local time', { visitedAt: '2020-08-31T11:00:00' }, 'visitedAt', 'not-an-instant'],
    ['a town instead of a village', { villageCode: '653024203' }, 'villageCode', 'not-a-village'],
    ['a time before 1970', { visitedAt: '1969-12-31T00:00:00Z' }, 'visitedAt', 'out-of-range'],
    ['an unknown hand-over point', { handoverPoint: 'bar' }, 'handoverPoint', 'not-in-list'],
    ['a stranger field', { recipient: 'x' }, 'recipient', 'unknown-field'],
  ])('refuses %s', (_, change, field, code) => {
    const { rejections } = visitsDoor.open({ sentAt, visits: [{ ...row, ...change }] }, visitFault);
    expect(rejections).toEqual([expect.objectContaining({ index: 0, field, code })]);
  });

  it('stores a visit in the future: that is a verdict, not a form', () => {
    const future = { ...row, visitedAt: '2031-01-01T00:00:00+08:00' };
    expect(visitsDoor.open({ sentAt, visits: [future] }, visitFault).good).toHaveLength(1);
  });

  it('refuses the request when the envelope is wrong', () => {
    expect(() => visitsDoor.open({ visits: [row] }, visitFault)).toThrow(/sentAt/);
  });
});
