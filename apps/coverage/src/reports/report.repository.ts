import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { ReportPart } from '../frozen-reports/report-document';
import type { ReportHeader } from '../frozen-reports/report-header';
import type { ReportMove, ReportState, StepTaken } from './report-state';

export interface StoredReport {
  readonly reportId: string;
  readonly state: ReportState;
  readonly sha256: string;
  readonly resultSha256: string;
  readonly header: ReportHeader;
  readonly reviewed: StepTaken | null;
  readonly published: StepTaken | null;
  readonly discarded: StepTaken | null;
}

export interface ReportToKeep {
  readonly header: ReportHeader;
  readonly headerText: string;
  readonly questionKey: string;
  readonly sha256: string;
  readonly resultSha256: string;
  readonly frozenAt: Instant;
  readonly asOf: Day;
}

interface Row extends Omit<StoredReport, 'header' | 'reviewed' | 'published' | 'discarded'> {
  readonly header: string;
  readonly reviewedAt: Instant | null;
  readonly reviewedBy: string | null;
  readonly publishedAt: Instant | null;
  readonly publishedBy: string | null;
  readonly discardedAt: Instant | null;
  readonly discardedBy: string | null;
}

const COLUMNS = `report_id AS "reportId", state, sha256, result_sha256 AS "resultSha256", header,
  reviewed_at AS "reviewedAt", reviewed_by AS "reviewedBy", published_at AS "publishedAt",
  published_by AS "publishedBy", discarded_at AS "discardedAt", discarded_by AS "discardedBy"`;

/** Columns that a move writes, beside the state. */
const WRITES: Readonly<Record<ReportMove, string>> = {
  review: 'reviewed',
  publish: 'published',
  discard: 'discarded',
};

/** Pieces of a list that are read at once; a piece is some 70 KB. */
const PIECES_AT_ONCE = 8;

@Injectable()
export class ReportRepository {
  constructor(private readonly db: Database) {}

  async addRows(
    tx: Tx,
    reportId: string,
    part: ReportPart,
    piece: { ordinal: number; firstCode: string; text: string },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO report_rows (report_id, part, ordinal, first_code, text) VALUES ($1, $2, $3, $4, $5)`,
      [reportId, part, piece.ordinal, piece.firstCode, piece.text],
    );
  }

  async add(tx: Tx, report: ReportToKeep): Promise<void> {
    const { header } = report;
    const { audit } = header.position;
    await tx.execute(
      `INSERT INTO reports (report_id, place_code, indicator, as_of, question_key, header, sha256,
                            result_sha256, units, frozen_at, audit_seq, audit_hash, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft')`,
      [
        header.reportId,
        header.place.code,
        header.question.indicator,
        report.asOf,
        report.questionKey,
        report.headerText,
        report.sha256,
        report.resultSha256,
        header.unitCount,
        report.frozenAt,
        audit.seq,
        audit.hash,
      ],
    );
  }

  async find(reportId: string, tx?: Tx): Promise<StoredReport | undefined> {
    const from: Pick<Tx, 'query'> = tx ?? this.db;
    const [row] = await from.query<Row>(`SELECT ${COLUMNS} FROM reports WHERE report_id = $1`, [
      reportId,
    ]);
    return row && storedOf(row);
  }

  async lock(tx: Tx, reportId: string): Promise<StoredReport | undefined> {
    const [row] = await tx.query<Row>(
      `SELECT ${COLUMNS} FROM reports WHERE report_id = $1 FOR UPDATE`,
      [reportId],
    );
    return row && storedOf(row);
  }

  async move(
    tx: Tx,
    reportId: string,
    move: ReportMove,
    state: ReportState,
    step: StepTaken,
  ): Promise<void> {
    await tx.execute(
      `UPDATE reports SET state = $2, ${WRITES[move]}_at = $3, ${WRITES[move]}_by = $4
       WHERE report_id = $1`,
      [reportId, state, step.at, step.by],
    );
  }

  /**
   * The report to a question of each of these places that knew most; of two that knew as much, the one
   * published last. An older state of knowledge may be published later, and is no newer for that.
   */
  async publishedOf(
    tx: Tx,
    questionKey: string,
    places: readonly string[],
  ): Promise<StoredReport[]> {
    const rows = await tx.query<Row>(
      `SELECT DISTINCT ON (place_code) ${COLUMNS} FROM reports
       WHERE state = 'published' AND question_key = $1 AND place_code = ANY($2)
       ORDER BY place_code, (header::jsonb #>> '{question,knownAt}')::timestamptz DESC,
                published_at DESC, report_id DESC`,
      [questionKey, places],
    );
    return rows.map(storedOf);
  }

  async list(
    filter: {
      place?: string | undefined;
      indicator?: string | undefined;
      state?: string | undefined;
    },
    after: string,
    limit: number,
  ): Promise<StoredReport[]> {
    const rows = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM reports
       WHERE report_id > $1 AND ($3::text IS NULL OR place_code = $3)
         AND ($4::text IS NULL OR indicator = $4) AND ($5::text IS NULL OR state = $5)
       ORDER BY report_id LIMIT $2`,
      [after, limit, filter.place ?? null, filter.indicator ?? null, filter.state ?? null],
    );
    return rows.map(storedOf);
  }

  /** The pieces of a list, in order; inside the transaction that writes them, if one is given. */
  async *texts(reportId: string, part: ReportPart, tx?: Tx): AsyncGenerator<string> {
    const from: Pick<Tx, 'query'> = tx ?? this.db;
    for (let first = 0; ; first += PIECES_AT_ONCE) {
      const pieces = await from.query<{ text: string }>(
        `SELECT text FROM report_rows
         WHERE report_id = $1 AND part = $2 AND ordinal >= $3 AND ordinal < $4 ORDER BY ordinal`,
        [reportId, part, first, first + PIECES_AT_ONCE],
      );
      for (const { text } of pieces) yield text;
      if (pieces.length < PIECES_AT_ONCE) return;
    }
  }
}

function storedOf(row: Row): StoredReport {
  const { reportId, state, sha256, resultSha256 } = row;
  const taken = (at: Instant | null, by: string | null): StepTaken | null =>
    at === null || by === null ? null : { at, by };
  return {
    reportId,
    state,
    sha256,
    resultSha256,
    header: JSON.parse(row.header) as ReportHeader,
    reviewed: taken(row.reviewedAt, row.reviewedBy),
    published: taken(row.publishedAt, row.publishedBy),
    discarded: taken(row.discardedAt, row.discardedBy),
  };
}
