import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Record<string, unknown>;
}

/**
 * Doors that take everything and remember it: enough to see what is sent. They know the register
 * they are given, and answer a key they have seen with the answer they gave before.
 */
export class StubDoors {
  readonly posted: Posted[] = [];
  /** Kinds by code, of one register. */
  readonly kinds = new Map<string, string>();
  registerDate: string | undefined;
  readonly nodes: string[] = [];
  /** Answers to give instead, each once, in this order. */
  readonly instead: { status: number; body: object }[] = [];
  private readonly answers = new Map<string, { status: number; body: object }>();
  private server: Server | undefined;
  url = '';

  async open(): Promise<this> {
    const server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.server = server;
    return this;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Everything posted to one door, in order. */
  rows(path: string, field: string): Record<string, unknown>[] {
    const mine = this.posted.filter((post) => post.path === path);
    return mine.flatMap(({ body }) => body[field] as Record<string, unknown>[]);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const key = request.headers['idempotency-key'] as string | undefined;
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const seen = key === undefined ? undefined : this.answers.get(key);
    const answer =
      seen ??
      this.instead.shift() ??
      (request.method === 'GET' ? this.read(path) : this.take(path, key, text));
    if (key !== undefined && answer.status < 300) this.answers.set(key, answer);
    const headers = {
      'content-type': 'application/json',
      ...(seen ? { 'idempotency-replayed': '1' } : {}),
    };
    response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
  }

  private read(path: string): { status: number; body: object } {
    if (path === '/v1/registers') {
      const { registerDate, kinds } = this;
      const items =
        registerDate === undefined ? [] : [{ registerDate, units: kinds.size, byKind: {} }];
      return { status: 200, body: { items } };
    }
    const code = /^\/v1\/units\/(\d+)\?/.exec(path)?.[1] ?? '';
    const kind = this.kinds.get(code);
    if (kind !== undefined) return { status: 200, body: { code, kind } };
    if (path.startsWith('/v1/nodes?')) {
      return {
        status: 200,
        body: { items: this.nodes.map((nodeId) => ({ nodeId })), nextCursor: null },
      };
    }
    return { status: 404, body: { code: 'unknown', detail: 'There is no such thing.' } };
  }

  private take(
    path: string,
    key: string | undefined,
    text: string,
  ): { status: number; body: object } {
    const body = JSON.parse(text) as Record<string, unknown>;
    this.posted.push({ path, key, body });
    const rows = Object.values(body).find(Array.isArray) as unknown[] | undefined;
    if (path === '/v1/registers') return { status: 201, body: { changed: true } };
    if (path === '/v1/products' || path === '/v1/projects' || !rows) return { status: 201, body };
    const results = rows.map((_row, index) => ({ index, outcome: 'created' }));
    return { status: 200, body: { accepted: rows.length, rejected: 0, rejections: [], results } };
  }
}
