import { Injectable } from '@nestjs/common';
import { BinaryCopy, type Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { RegisterRow } from '../register/register-row';

export interface RegisterRecord {
  readonly registerDate: Day;
  /** The how-manieth to be loaded. */
  readonly ordinal: number;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly digest: string;
  readonly units: number;
  readonly byKind: Record<string, number>;
  readonly rejectedRows: number;
}

export interface LoadedEditionRecord {
  readonly date: Day;
  readonly ordinal: number;
  readonly digest: string;
}

@Injectable()
export class RegisterRepository {
  /** Loaded registers by date; the table is locked, so that two imports go one after the other. */
  async lockAll(tx: Tx): Promise<LoadedEditionRecord[]> {
    await tx.execute('LOCK TABLE registers IN SHARE ROW EXCLUSIVE MODE');
    return tx.query(
      `SELECT register_date AS date, ordinal, digest FROM registers ORDER BY register_date`,
    );
  }

  /** Those of these pairs of editions of which nothing was ever said, not even what was taken back. */
  async withoutChanges<Pair extends { readonly earlier: Day; readonly later: Day }>(
    tx: Tx,
    pairs: readonly Pair[],
  ): Promise<Pair[]> {
    const told = await tx.query<{ earlier: Day; later: Day }>(
      'SELECT DISTINCT earlier, later FROM changes',
    );
    const known = new Set(told.map(({ earlier, later }) => `${earlier} ${later}`));
    return pairs.filter(({ earlier, later }) => !known.has(`${earlier} ${later}`));
  }

  /** Last in the transaction, with the act it belongs to: from then on the register is known. */
  async add(tx: Tx, record: RegisterRecord, now: Instant): Promise<void> {
    await tx.execute(
      `INSERT INTO registers (register_date, ordinal, name, source, licence, digest, units, by_kind,
                              rejected_rows, recorded_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9,
              greatest($10, (SELECT max(recorded_at) FROM registers))`,
      [
        record.registerDate,
        record.ordinal,
        record.name,
        record.source,
        record.licence,
        record.digest,
        record.units,
        JSON.stringify(record.byKind),
        record.rejectedRows,
        now,
      ],
    );
  }

  async addRows(tx: Tx, registerDate: Day, rows: readonly RegisterRow[]): Promise<void> {
    if (rows.length === 0) return;
    const copy = new BinaryCopy(['date', 'text', 'text', 'text']);
    for (const { code, name, kind } of rows) copy.add([registerDate, code, name, kind]);
    await tx.copyInBinary(
      'COPY register_rows (register_date, code, name, kind) FROM STDIN BINARY',
      copy.finish(),
    );
  }
}
