import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner';
import { Database, type TransactionOptions, type Tx } from '../database';
import { isConnectionLost, isRerunnable } from '../database-errors';
import { OpenTransaction } from './open-transaction';

const ATTEMPTS_MAX = 5;
const BACKOFF_MS = 10;
/** An attempt that took longer did not meet a dead connection: none came free, or nobody answers. */
const DEAD_CONNECTION_MS_MAX = 1_000;

/** `Database` on a TypeORM data source. */
export class TypeormDatabase extends Database {
  constructor(
    readonly service: string,
    private readonly source: DataSource,
  ) {
    super();
  }

  get manager(): EntityManager {
    return this.source.manager;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work, options);
      } catch (error) {
        if (attempt >= ATTEMPTS_MAX || !isRerunnable(error)) throw error;
        await sleep(BACKOFF_MS * 2 ** attempt * Math.random()); // jitter, so that two do not meet again
      }
    }
  }

  async query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> {
    const read = (): Promise<R[]> => this.source.query(sql, params as unknown[] | undefined);
    return this.onALiveConnection(read);
  }

  async queryPrepared<R>(name: string, sql: string, params: readonly unknown[]): Promise<R[]> {
    // TypeORM knows no prepared statements; the pool beneath it does.
    const { master } = this.source.driver as unknown as { readonly master: Pool };
    const statement = { name, text: sql, values: [...params] };
    const { rows } = await this.onALiveConnection(() => master.query(statement));
    return rows as R[];
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.query('SELECT 1');
      return true;
    } catch {
      return false; // the answer to the question, not an error
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const { runner, client } = await this.onALiveConnection(() => this.begin(options));
    const open = new OpenTransaction(client, runner.manager);
    try {
      const result = await work(open.asTx());
      await commit(client);
      await runner.release();
      open.runHooks();
      return result;
    } catch (error) {
      if (open.isCutOff) await close(runner, error);
      else await giveBack(runner, client, error);
      throw error;
    }
  }

  private async begin(
    options: TransactionOptions,
  ): Promise<{ runner: PostgresQueryRunner; client: ClientBase }> {
    const runner = this.source.createQueryRunner() as PostgresQueryRunner;
    const client = (await runner.connect()) as ClientBase;
    try {
      await client.query(beginning(options));
      return { runner, client };
    } catch (error) {
      await close(runner, error);
      throw error;
    }
  }

  /**
   * A pool may hold connections that a restart of the server has cut; what has not begun, or only
   * reads, is tried on the next one. A server that is away is not waited for here.
   */
  private async onALiveConnection<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      const began = Date.now();
      try {
        return await attempt();
      } catch (error) {
        if (tried >= ATTEMPTS_MAX || !isConnectionLost(error)) throw error;
        if (Date.now() - began > DEAD_CONNECTION_MS_MAX) throw error;
        await sleep(BACKOFF_MS * 2 ** tried);
      }
    }
  }
}

/** One round trip for everything that precedes the work. */
function beginning({ lockTimeoutMs }: TransactionOptions): string {
  if (lockTimeoutMs === undefined) return 'BEGIN';
  if (!Number.isInteger(lockTimeoutMs) || lockTimeoutMs < 1) {
    throw new RangeError(`lockTimeoutMs must be a positive whole number, got ${lockTimeoutMs}`);
  }
  return `BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}`;
}

/** A COMMIT of a transaction that failed before and whose error was swallowed answers ROLLBACK. */
async function commit(client: ClientBase): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back by a swallowed error');
}

/** Rolls back; a connection that cannot even do that is closed, never pooled again. */
async function giveBack(
  runner: PostgresQueryRunner,
  client: ClientBase,
  cause: unknown,
): Promise<void> {
  try {
    await client.query('ROLLBACK');
    await runner.release();
  } catch {
    await close(runner, cause);
  }
}

/** pg-pool ends a connection that is returned with an error; TypeORM keeps that way to itself. */
async function close(runner: PostgresQueryRunner, cause: unknown): Promise<void> {
  const broken = cause instanceof Error ? cause : new Error(String(cause));
  const closable = runner as unknown as { releasePostgresConnection(e: Error): Promise<void> };
  await closable.releasePostgresConnection(broken);
}
