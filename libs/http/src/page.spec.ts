import { type Page, everyItem } from './page';

const pages: Record<string, Page<number>> = {
  first: { items: [1, 2], nextCursor: 'empty' },
  empty: { items: [], nextCursor: 'last' },
  last: { items: [3], nextCursor: null },
};

describe('every item of a list', () => {
  it('comes page by page, also past a page without items', async () => {
    const asked: string[] = [];
    const read = async (cursor = 'first'): Promise<Page<number>> => {
      asked.push(cursor);
      return pages[cursor] as Page<number>;
    };
    const items: number[] = [];
    for await (const item of await everyItem(read)) items.push(item);
    expect(items).toEqual([1, 2, 3]);
    expect(asked).toEqual(['first', 'empty', 'last']);
  });

  it('is read no further than it is taken', async () => {
    const asked: string[] = [];
    const items = await everyItem(async (cursor = 'first'): Promise<Page<number>> => {
      asked.push(cursor);
      return pages[cursor] as Page<number>;
    });
    const iterator = items[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    expect(asked).toEqual(['first']);
    expect(await iterator.next()).toMatchObject({ value: 3 });
    expect(asked).toEqual(['first', 'empty', 'last']);
  });

  it('is refused before it begins when its first page is', async () => {
    const read = (): Promise<Page<number>> => Promise.reject(new Error('not a cursor'));
    await expect(everyItem(read, 'x')).rejects.toThrow('not a cursor');
  });
});
