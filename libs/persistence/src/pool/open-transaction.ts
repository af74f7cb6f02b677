import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import type { ColumnTypes, Tx } from '../database';
import { bulkInsert } from '../insert-many';

const COPY_PART_BYTES = 1 << 20;

/** A transaction on one connection; made by `TypeormDatabase` only. */
export class OpenTransaction {
  private hooks: (() => void)[] = [];
  private savepoints = 0;
  /** Whoever read an answer left before its end: the connection is of no use to anybody else. */
  isCutOff = false;

  constructor(
    private readonly client: ClientBase,
    readonly manager: EntityManager,
  ) {}

  /** The brand of `Tx` exists at compile time only. */
  asTx(): Tx {
    return this as unknown as Tx;
  }

  async query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> {
    const result = await this.client.query(sql, params as unknown[] | undefined);
    return result.rows as R[];
  }

  async execute(sql: string, params?: readonly unknown[]): Promise<number> {
    const result = await this.client.query(sql, params as unknown[] | undefined);
    return result.rowCount ?? 0;
  }

  async copyInBinary(sql: string, rows: Buffer): Promise<void> {
    const parts: Buffer[] = [];
    for (let at = 0; at < rows.length; at += COPY_PART_BYTES) {
      parts.push(rows.subarray(at, at + COPY_PART_BYTES));
    }
    await pipeline(Readable.from(parts), this.client.query(copyFrom(sql)));
  }

  async copyOut(sql: string, into: Writable): Promise<number> {
    const rows = this.client.query(copyTo(sql));
    try {
      await pipeline(rows, into);
    } catch (error) {
      this.isCutOff = true;
      throw error;
    }
    return rows.rowCount;
  }

  async insertMany(
    table: string,
    columns: ColumnTypes,
    rows: readonly (readonly unknown[])[],
    conflict?: string,
  ): Promise<number> {
    let inserted = 0;
    for (const { sql, params } of bulkInsert(table, columns, rows, conflict)) {
      inserted += await this.execute(sql, params);
    }
    return inserted;
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `s${++this.savepoints}`;
    const hooksBefore = this.hooks.length;
    await this.client.query(`SAVEPOINT ${name}`);
    try {
      const result = await work();
      await this.client.query(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      this.hooks.length = hooksBefore;
      await this.client.query(`ROLLBACK TO SAVEPOINT ${name}; RELEASE SAVEPOINT ${name}`);
      throw error;
    }
  }

  afterCommit(hook: () => void): void {
    this.hooks.push(hook);
  }

  /** Called once, when the commit is acknowledged. */
  runHooks(): void {
    for (const hook of this.hooks.splice(0)) {
      try {
        hook();
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}
