import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a door was told, and how it is made to answer. */
export interface Told {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}
export type Answer = { readonly status: number; readonly body: object } | 'hang-up';

/** All doors behind one address, as forgetful as a test wants them. */
export class StubDoors {
  readonly told: Told[] = [];
  answer: (told: Told, nth: number) => Answer = (told) => ({
    status: 200,
    body: { accepted: rowsOf(told), rejected: 0, rejections: [] },
  });
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Told['body'];
      const told = {
        path: request.url ?? '',
        key: keyOf(request.headers['idempotency-key']),
        body,
      };
      this.told.push(told);
      const answer = this.answer(told, this.told.length);
      if (answer === 'hang-up') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The rows of a batch; 1 for a single thing. */
export function rowsOf({ body }: Told): number {
  const rows = Object.values(body).find((value) => isListOfObjects(value)) as object[] | undefined;
  return rows?.length ?? 1;
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'object';
}

function keyOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
