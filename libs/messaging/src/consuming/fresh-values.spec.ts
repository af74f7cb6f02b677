import { FreshValues, type OutboxRecord } from './fresh-values';

const record = (id: string, bytes = 10): OutboxRecord => ({
  id,
  topic: 'sample.thing',
  partition: 0,
  value: Buffer.alloc(bytes),
});

describe('values of rows that were just committed', () => {
  it('are handed out oldest first, and stay in what was handed out', () => {
    const fresh = new FreshValues();
    fresh.keep([record('a'), record('b'), record('c')]);
    const atHand = fresh.oldest(2);
    fresh.forget('a');
    expect([...atHand.keys()]).toEqual(['a', 'b']);
    expect([...fresh.oldest(9).keys()]).toEqual(['b', 'c']);
  });

  it('are given up, oldest first, when they are too many, and have room again', () => {
    const fresh = new FreshValues();
    fresh.keep([record('a', 20_000_000), record('b', 20_000_000)]);
    expect([...fresh.oldest(9).keys()]).toEqual(['b']);
    fresh.forget('b');
    fresh.forget('never kept');
    fresh.keep([record('c', 20_000_000), record('d', 10_000_000)]);
    expect([...fresh.oldest(9).keys()]).toEqual(['c', 'd']);
    fresh.clear();
    fresh.keep([record('e', 30_000_000)]);
    expect([...fresh.oldest(9).keys()]).toEqual(['e']);
  });
});
