import { setTimeout as sleep } from 'node:timers/promises';
import type { Service, ServiceUrls } from './service-urls';

type Query = Record<string, string | number>;

const PAGE_LIMIT = 1_000;
const PAGES_MAX = 20_000;
const TRIES_MAX = 40;

/** Reads what anybody can read: the report knows nothing that a regulator's program could not. */
export class PublicApi {
  constructor(private readonly urls: ServiceUrls) {}

  /** One answer as JSON. */
  async get<T>(service: Service, path: string, query: Query = {}): Promise<T> {
    return JSON.parse(await this.ask(service, path, query, 'application/json')) as T;
  }

  /** One answer as CSV text: a whole list at once. */
  async csv(service: Service, path: string, query: Query): Promise<string> {
    return this.ask(service, path, query, 'text/csv');
  }

  /** Every item of a list, page by page. */
  async all<Item>(service: Service, path: string, query: Query = {}): Promise<Item[]> {
    const [, items] = await this.allWithHead<object, Item>(service, path, query);
    return items;
  }

  /** The same, with what the first page says beside its items. */
  async allWithHead<Head, Item>(
    service: Service,
    path: string,
    query: Query,
  ): Promise<[Head, Item[]]> {
    type OnePage = Head & { items: Item[]; nextCursor: string | null };
    const asked: Query = { ...query, limit: PAGE_LIMIT };
    const first = await this.get<OnePage>(service, path, asked);
    const items = [...first.items];
    let cursor = first.nextCursor;
    for (let page = 1; cursor !== null; page += 1) {
      if (page === PAGES_MAX) throw new Error(`${path} has more than ${PAGES_MAX} pages`);
      const next: OnePage = await this.get<OnePage>(service, path, { ...asked, cursor });
      for (const item of next.items) items.push(item);
      cursor = next.nextCursor;
    }
    return [first, items];
  }

  /** A service that is just being started again is asked again, for half a minute. */
  private async ask(service: Service, path: string, query: Query, accept: string): Promise<string> {
    const url = new URL(path, this.urls[service]);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.fetchOnce(url, accept).catch((error: unknown) => String(error));
      if (typeof answer !== 'string') {
        if (answer.status === 200) return answer.body;
        if (answer.status < 500 && answer.status !== 429) {
          throw new Error(`GET ${url} → ${answer.status} ${answer.body}`);
        }
      }
      if (attempt >= TRIES_MAX) throw new Error(`GET ${url} → ${JSON.stringify(answer)}`);
      await sleep(Math.min(100 * attempt, 1_000));
    }
  }

  private async fetchOnce(url: URL, accept: string): Promise<{ status: number; body: string }> {
    const signal = AbortSignal.timeout(60_000);
    const answer = await fetch(url, { signal, headers: { accept } });
    return { status: answer.status, body: await answer.text() };
  }
}
