import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import { type AuditEntry, type ChainEnd, EMPTY_CHAIN } from './audit-entry';

const COLUMNS = `seq, at, subject, subject_id AS "subjectId", step, organisation, detail, previous,
  hash`;
const TYPES = {
  seq: 'int8',
  at: 'int8',
  subject: 'text',
  subject_id: 'text',
  step: 'text',
  organisation: 'text',
  detail: 'text',
  previous: 'text',
  hash: 'text',
} as const;

@Injectable()
export class AuditRepository {
  constructor(private readonly db: Database) {}

  /** The end of the chain, which nobody else can add to until the transaction ends. */
  async lockEnd(tx: Tx): Promise<ChainEnd> {
    await tx.execute('LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE');
    const [end] = await tx.query<ChainEnd>(`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`);
    return end ?? EMPTY_CHAIN;
  }

  async add(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
    const rows = entries.map((e) => {
      return [
        e.seq,
        e.at,
        e.subject,
        e.subjectId,
        e.step,
        e.organisation,
        e.detail,
        e.previous,
        e.hash,
      ];
    });
    await tx.insertMany('audit', TYPES, rows);
  }

  /** Entries behind `after`, in the order of the chain; of one subject, if one is named. */
  async list(
    after: number,
    limit: number,
    of: { subject?: string | undefined; subjectId?: string | undefined } = {},
  ): Promise<AuditEntry[]> {
    return this.db.query<AuditEntry>(
      `SELECT ${COLUMNS} FROM audit
       WHERE seq > $1 AND ($3::text IS NULL OR subject = $3) AND ($4::text IS NULL OR subject_id = $4)
       ORDER BY seq LIMIT $2`,
      [after, limit, of.subject ?? null, of.subjectId ?? null],
    );
  }

  /**
   * Ends of the chain that reports were frozen with: what is published elsewhere cannot be rewritten.
   * All that were ever anchored at a place are kept: two of them tell of a chain that forked.
   */
  async anchors(): Promise<ReadonlyMap<number, readonly string[]>> {
    const rows = await this.db.query<{ seq: number; hashes: string[] }>(
      `SELECT audit_seq AS seq, array_agg(DISTINCT audit_hash) AS hashes FROM reports
       WHERE audit_seq > 0 GROUP BY audit_seq ORDER BY audit_seq`,
    );
    return new Map(rows.map(({ seq, hashes }) => [seq, hashes]));
  }
}
