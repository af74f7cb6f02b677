import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { type ScanMonth, namedMonth, tableOf } from './scan-month';

/** A month, or what came late of one, that has left or is leaving the database. */
export interface ArchivePart {
  readonly month: string;
  /** 1, 2, … in the order in which parts of a month left. */
  readonly part: number;
  readonly scans: number;
  /** Null while it is on its way out. */
  readonly file: string | null;
}

/** A month whose scans are here. */
export interface MonthHere {
  readonly month: string;
  readonly bytes: number;
}

const PART_COLUMNS = 'month, part, scans, file';
/** As CSV that DuckDB writes alike, so that the way there and back can be compared byte for byte. */
const WORDS = `tracking_number, occurred_at, scan_id, kind, node_id, place_code, sent_at, recorded_at,
  device_id, CASE consent WHEN true THEN 'true' WHEN false THEN 'false' END AS consent,
  proof, fee_cents, mode`;

/** Rows of `scan_archives`, and the tables on their way out. */
@Injectable()
export class ScanArchiveRepository {
  constructor(private readonly db: Database) {}

  async parts(): Promise<ArchivePart[]> {
    return this.db.query(`SELECT ${PART_COLUMNS} FROM scan_archives ORDER BY month, part`);
  }

  async monthsHere(): Promise<MonthHere[]> {
    return this.db.query(
      `SELECT month, pg_total_relation_size(('scans_' || replace(month, '-', '_'))::regclass) AS bytes
         FROM scan_months ORDER BY month`,
    );
  }

  /**
   * Takes the month's table out of `scans` and notes it as leaving. Writers of this month wait until
   * the transaction ends, find the month gone and make it anew.
   *
   * @returns undefined when no scan of the month is here
   */
  async detach(tx: Tx, month: ScanMonth): Promise<ArchivePart | undefined> {
    const [held] = await tx.query('SELECT 1 FROM scan_months WHERE month = $1 FOR UPDATE', [
      month.name,
    ]);
    if (!held) return undefined;
    const table = tableOf(month);
    const [part] = await tx.query<ArchivePart>(
      `INSERT INTO scan_archives (month, part, scans)
         SELECT $1, 1 + coalesce((SELECT max(part) FROM scan_archives WHERE month = $1), 0),
                (SELECT count(*) FROM ${table})
       RETURNING ${PART_COLUMNS}`,
      [month.name],
    );
    if (!part) throw new Error(`Month ${month.name} was not noted as leaving`);
    await tx.execute(`ALTER TABLE scans DETACH PARTITION ${table}`);
    await tx.execute(`ALTER TABLE ${table} RENAME TO ${leaving(part)}`);
    await tx.execute(`ALTER INDEX ${table}_pkey RENAME TO ${leaving(part)}_pkey`);
    await tx.execute('DELETE FROM scan_months WHERE month = $1', [month.name]);
    return part;
  }

  /** Holds the part until the transaction ends, however long; undefined if somebody else has it. */
  async claim(tx: Tx, { month, part }: ArchivePart): Promise<ArchivePart | undefined> {
    await tx.execute('SET LOCAL idle_in_transaction_session_timeout = 0');
    const [claimed] = await tx.query<ArchivePart>(
      `SELECT ${PART_COLUMNS} FROM scan_archives
        WHERE month = $1 AND part = $2 AND file IS NULL FOR UPDATE SKIP LOCKED`,
      [month, part],
    );
    return claimed;
  }

  /**
   * The part's scans in words, as CSV with a header, in one order.
   * @throws Error when that is not every scan of the part
   */
  async write(tx: Tx, part: ArchivePart, into: Writable): Promise<void> {
    // The view's words, of another table: the view's own text, so that they are made in one place.
    const [view] = await tx.query<{ text: string }>(
      `SELECT pg_get_viewdef('scan_records'::regclass) AS text`,
    );
    const told = (view?.text ?? '').replace(/;\s*$/, '');
    const records = told.replace(/\bscans s\b/, `${leaving(part)} s`);
    if (records === told)
      throw new Error('The view scan_records does not read from "scans s" any more');
    const written = await tx.copyOut(
      `COPY (SELECT ${WORDS} FROM (${records}) r
              ORDER BY tracking_number, occurred_at, scan_id, kind, node_id, place_code, consent)
         TO STDOUT (FORMAT csv, HEADER)`,
      into,
    );
    const [there] = await tx.query<{ n: number }>(`SELECT count(*) AS n FROM ${leaving(part)}`);
    if (written !== part.scans || there?.n !== part.scans) {
      throw new Error(
        `${written} scans of ${part.month} have words, of ${there?.n} in the table and ` +
          `${part.scans} noted when it left; the table is kept`,
      );
    }
  }

  /** The part lies in its file for good: its table goes. */
  async left(
    tx: Tx,
    part: ArchivePart,
    { file, sha256, now }: { file: string; sha256: Buffer; now: Instant },
  ): Promise<void> {
    await tx.execute(
      `UPDATE scan_archives SET file = $3, sha256 = $4, archived_at = $5
        WHERE month = $1 AND part = $2 AND file IS NULL`,
      [part.month, part.part, file, sha256, now],
    );
    await tx.execute(`DROP TABLE IF EXISTS ${leaving(part)}`);
  }
}

/** The table of a part on its way out; safe inside SQL. */
function leaving({ month, part }: ArchivePart): string {
  return `${tableOf(namedMonth(month))}_leaving_${part}`;
}
