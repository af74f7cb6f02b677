import type { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';

/** What node-postgres keeps to itself. */
interface Inside {
  readonly connection: {
    readonly stream: Socket;
    once(event: 'readyForQuery', listener: () => void): void;
  };
  /** False from the moment a statement is sent until the server has finished with it. */
  readonly readyForQuery: boolean;
}

/**
 * A connection that always has a listener for its errors: between the pool and the ORM there are
 * moments with none, while a connection is given back, and a server that ends it just then would
 * otherwise end the process. Whoever uses it learns of an error from the query that fails.
 */
export class PatientClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** A connection of a pool, as far as its silence goes. */
interface Line {
  readonly stream: Socket;
  readonly isIdle: () => boolean;
  /** Bytes there and back when it had lain idle for `answerMs`. */
  quietAt?: number;
}

/**
 * The same, for a process that has to go on by itself: a server that says nothing for `answerMs` while
 * an answer is due counts as gone. A line that died without a word (a firewall that forgot it, a
 * machine that was unplugged) would otherwise hold a statement, its locks and a relay or a writer for
 * a quarter of an hour, until the system gives up sending.
 *
 * What lay idle for as long is closed with it: it died with the same line, and whoever took one of them
 * after the other would wait as long for each.
 */
export function clientThatNoticesSilence(answerMs: number): typeof PatientClient {
  const lines = new Set<Line>();
  return class extends PatientClient {
    constructor(config?: ClientConfig) {
      super(config);
      const inside = this as unknown as Inside;
      inside.connection.once('readyForQuery', () => {
        const { stream } = inside.connection;
        const line: Line = { stream, isIdle: () => inside.readyForQuery };
        lines.add(line);
        stream.once('close', () => lines.delete(line));
        stream.setTimeout(answerMs, () => {
          if (line.isIdle()) {
            line.quietAt = bytesOf(line); // in the pool, or its owner is thinking
            return;
          }
          const error = new Error(`Connection terminated: no answer in ${answerMs} ms`);
          stream.destroy(error);
          for (const other of lines)
            if (other.isIdle() && other.quietAt === bytesOf(other)) other.stream.destroy(error);
        });
      });
    }
  };
}

function bytesOf({ stream }: Line): number {
  return stream.bytesRead + stream.bytesWritten;
}
