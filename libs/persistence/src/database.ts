import type { Writable } from 'node:stream';
import type { EntityManager } from 'typeorm';

declare const brand: unique symbol;

/** Column name → PostgreSQL type of `Tx.insertMany`, in the order of a row's values. */
export type ColumnTypes = Readonly<Record<string, string>>;

/**
 * An open transaction of one service, under that service's role and schema.
 *
 * It cannot be made by hand (the brand), so a function that takes a `Tx` can only be called inside
 * `Database.transaction`: publishing or writing outside one does not compile.
 */
export interface Tx {
  readonly [brand]: true;
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Resolves to the number of rows the statement touched. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>;
  readonly manager: EntityManager;
  /** `COPY t (a, b) FROM STDIN BINARY` of rows made by `BinaryCopy`. */
  copyInBinary(sql: string, rows: Buffer): Promise<void>;
  /**
   * `COPY (SELECT …) TO STDOUT …` into a stream, which is ended; memory stays small.
   * Resolves to the number of rows.
   */
  copyOut(sql: string, into: Writable): Promise<number>;
  /**
   * Bulk insert through `unnest`, 10,000 rows a statement; `conflict` is the text after the SELECT,
   * such as `ON CONFLICT DO NOTHING`. Resolves to the number of rows inserted.
   */
  insertMany(
    table: string,
    columns: ColumnTypes,
    rows: readonly (readonly unknown[])[],
    conflict?: string,
  ): Promise<number>;
  /** Undoes what `work` wrote, and forgets its `afterCommit` hooks, when `work` rejects. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /** Runs once the commit is acknowledged; never if it is not. Hooks must be short and not throw. */
  afterCommit(hook: () => void): void;
}

export interface TransactionOptions {
  /** How long a statement waits for a row lock before it fails with SQLSTATE 55P03. */
  lockTimeoutMs?: number;
}

/** The rows of one service. Injected by the class; `PersistenceModule.forService` provides it. */
export abstract class Database {
  abstract readonly service: string;
  /** Single statements outside a transaction; for TypeORM repositories in reads. */
  abstract readonly manager: EntityManager;

  /**
   * Runs `work` in one READ COMMITTED transaction. Serialization failures and deadlocks run `work`
   * again, at most five times, so it must have no effect outside the database (use `afterCommit`).
   */
  abstract transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;

  /** A read. int8 arrives as number, date as 'YYYY-MM-DD'; numeric stays text (cast sums to int8). */
  abstract query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;

  /**
   * A read that is asked all the time: each connection parses and plans it once, under this name,
   * which stands for one text only.
   */
  abstract queryPrepared<R>(name: string, sql: string, params: readonly unknown[]): Promise<R[]>;

  /** Whether the database answers now; for readiness. */
  abstract isReachable(): Promise<boolean>;
}
