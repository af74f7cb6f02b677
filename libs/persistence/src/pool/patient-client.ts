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

/**
 * The same, for a process that has to go on by itself: a server that says nothing for `answerMs` while
 * an answer is due counts as gone. A line that died without a word (a firewall that forgot it, a
 * machine that was unplugged) would otherwise hold a statement, its locks and a relay or a writer for
 * a quarter of an hour, until the system gives up sending.
 */
export function clientThatNoticesSilence(answerMs: number): typeof PatientClient {
  return class extends PatientClient {
    constructor(config?: ClientConfig) {
      super(config);
      const inside = this as unknown as Inside;
      inside.connection.once('readyForQuery', () => {
        const { stream } = inside.connection;
        stream.setTimeout(answerMs, () => {
          if (inside.readyForQuery) return; // idle in the pool, or its owner is thinking
          stream.destroy(new Error(`Connection terminated: no answer in ${answerMs} ms`));
        });
      });
    }
  };
}
