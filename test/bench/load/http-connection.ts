import { type Socket, connect } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

const ANSWER_MS_MAX = 30_000;

/** A whole request as bytes, made once and sent as often as wanted. */
export function requestBytes(method: 'GET' | 'POST', path: string, body?: string): Buffer {
  const head =
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n` +
    (body === undefined
      ? '\r\n'
      : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`);
  return Buffer.from(head + (body ?? ''));
}

/**
 * One kept-alive connection, one request at a time. Reads only what our servers answer (a status, a
 * content-length, a body), so that the load costs little of the machine it shares with what it loads.
 */
export class HttpConnection {
  private pending: { resolve: (a: HttpAnswer) => void; reject: (e: Error) => void } | undefined;
  private got: Buffer[] = [];
  private gotBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (part) => this.take(part));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection')));
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(new HttpConnection(socket)));
      socket.once('error', reject);
    });
  }

  send(request: Buffer): Promise<HttpAnswer> {
    if (this.pending) throw new Error('One request at a time');
    return new Promise((resolve, reject) => {
      this.pending = { resolve, reject };
      this.timer ??= setTimeout(() => this.fail(new Error('No answer in 30 s')), ANSWER_MS_MAX);
      this.timer.refresh();
      this.socket.write(request);
    });
  }

  close(): void {
    clearTimeout(this.timer);
    this.pending = undefined;
    this.socket.destroy();
  }

  private take(part: Buffer): void {
    this.got.push(part);
    this.gotBytes += part.length;
    const all = this.got.length === 1 ? part : Buffer.concat(this.got);
    this.got = [all];
    const headEnd = all.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = all.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const end = headEnd + 4 + length;
    if (this.gotBytes < end) return;
    this.got = [];
    this.gotBytes = 0;
    const { pending } = this;
    this.pending = undefined;
    pending?.resolve({
      status: Number(head.slice(9, 12)),
      body: all.toString('utf8', headEnd + 4, end),
    });
  }

  private fail(error: Error): void {
    const { pending } = this;
    this.pending = undefined;
    pending?.reject(error);
  }
}

/** Sends requests over a fixed number of connections, each as soon as its last was answered. */
export async function closedLoop(
  port: number,
  connections: number,
  requests: readonly Buffer[],
  check: (answer: HttpAnswer, index: number) => void,
): Promise<void> {
  const open = await Promise.all(
    Array.from({ length: connections }, () => HttpConnection.open(port)),
  );
  let next = 0;
  try {
    await Promise.all(
      open.map(async (connection) => {
        while (next < requests.length) {
          const index = next++;
          check(await connection.send(requests[index] as Buffer), index);
        }
      }),
    );
  } finally {
    for (const connection of open) connection.close();
  }
}
