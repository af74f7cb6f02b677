import { setTimeout as sleep } from 'node:timers/promises';

/** Where each service answers; in the standalone shape all four are one. */
export interface Doors {
  orders: string;
  routing: string;
  tracking: string;
  coverage: string;
}
export type Service = keyof Doors;

export interface Answer<T> {
  status: number;
  body: T;
}

/** Speaks to the public API like any client; fails with the problem's own words. */
export class Client {
  constructor(private readonly doors: Doors) {}

  async get<T>(service: Service, path: string): Promise<T> {
    return (await this.call<T>(service, 'GET', path)).body;
  }

  /** Posts and expects success; `key` makes it idempotent. */
  async post<T>(service: Service, path: string, body: unknown, key?: string): Promise<T> {
    return (await this.call<T>(service, 'POST', path, body, key)).body;
  }

  /** Posts rows to a batch door and expects every one of them to be taken. */
  async postRows(service: Service, path: string, body: unknown): Promise<void> {
    const answer = await this.post<{ rejections: unknown[] }>(service, path, body);
    expect(answer.rejections).toEqual([]);
  }

  /** Any answer, also an error. */
  async try<T>(service: Service, method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const init = { method, ...jsonBody(body) };
    const response = await fetch(`${this.doors[service]}${path}`, init);
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Reads again and again until the answer is as expected, at most 20 s; then says what it was. */
  async eventually<T>(
    service: Service,
    path: string,
    expected: (body: T) => unknown,
    is: unknown,
  ): Promise<T> {
    for (const end = Date.now() + 20_000; ; await sleep(50)) {
      const { body } = await this.try<T>(service, 'GET', path);
      const seen = attempt(() => expected(body));
      if (JSON.stringify(seen) === JSON.stringify(is)) return body;
      if (Date.now() > end) {
        expect({ path, seen, body }).toMatchObject({ seen: is });
      }
    }
  }

  private async call<T>(
    service: Service,
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Answer<T>> {
    const init = { method, ...jsonBody(body, key) };
    const response = await fetch(`${this.doors[service]}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} → ${response.status}: ${text}`);
    return { status: response.status, body: JSON.parse(text) as T };
  }
}

function jsonBody(
  body: unknown,
  key?: string,
): { body?: string; headers?: Record<string, string> } {
  if (body === undefined) return {};
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (key !== undefined) headers['idempotency-key'] = key;
  return { body: JSON.stringify(body), headers };
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
