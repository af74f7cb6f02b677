import { encodeCursor } from './cursor';
import { IntField, TextField } from './fields';

export const PAGE_LIMIT_DEFAULT = 100;
export const PAGE_LIMIT_MAX = 1_000;

export interface Page<Item> {
  items: Item[];
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/** Query of every list: `class ListShipmentsQuery extends PageQuery { … }`. */
export class PageQuery {
  @IntField({ min: 1, max: PAGE_LIMIT_MAX, fromQuery: true, optional: true })
  limit: number = PAGE_LIMIT_DEFAULT;

  @TextField({ min: 0, max: 1_024, optional: true, description: 'nextCursor of the page before' })
  cursor?: string;
}

/**
 * One page out of `rows`, which hold one row more than `limit` if there is a next page: ask the
 * database for `limit + 1`.
 */
export function pageOf<Row, Item = Row>(
  rows: readonly Row[],
  limit: number,
  keysOf: (last: Row) => Record<string, string | number>,
  itemOf: (row: Row) => Item = (row) => row as unknown as Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items: shown.map(itemOf), nextCursor: hasMore ? encodeCursor(keysOf(last)) : null };
}

/**
 * Every item of a list, for an answer that streams it whole: one page is in memory, the next is read
 * when its items are taken. The first page is read before this resolves, so that a bad cursor is still
 * answered as a problem.
 */
export async function everyItem<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  cursor?: string,
): Promise<AsyncIterable<Item>> {
  const first = await read(cursor);
  return (async function* items() {
    for (let page = first; ; page = await read(page.nextCursor)) {
      yield* page.items;
      if (page.nextCursor === null) return;
    }
  })();
}
