import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import type { Recomputation } from './recompute-report.query';
import { mayMove, moveReport, type ReportMove } from './report-state';
import { ReportCannotMove, ReportDiffers, ReportOfOwn, UnknownReport } from './report.errors';
import { ReportRepository, type StoredReport } from './report.repository';

const CODES_SHOWN_MAX = 5;

/** Who takes a step, and when. */
interface Taken {
  readonly by: string;
  readonly now: Instant;
}

/** Takes a report one step along its way; what is frozen in it stays. */
@Injectable()
export class MoveReport {
  constructor(
    private readonly reports: ReportRepository,
    private readonly audit: AppendAudit,
  ) {}

  /**
   * Reviews what was recomputed before the transaction began, and found equal.
   * @throws UnknownReport, ReportCannotMove, ReportOfOwn, ReportDiffers
   */
  async review(tx: Tx, reportId: string, recomputed: Recomputation, taken: Taken): Promise<void> {
    return this.move(tx, reportId, 'review', taken, () => {
      if (recomputed.isEqual) return { recomputed: recomputed.sha256 };
      const first = recomputed.first.slice(0, CODES_SHOWN_MAX).map(({ code }) => code);
      throw new ReportDiffers(recomputed.differing, first);
    });
  }

  /** @throws UnknownReport, ReportCannotMove */
  async publish(tx: Tx, reportId: string, taken: Taken): Promise<void> {
    return this.move(tx, reportId, 'publish', taken, ({ sha256 }) => ({ sha256 }));
  }

  /** @throws UnknownReport, ReportCannotMove */
  async discard(tx: Tx, reportId: string, taken: Taken & { why: string }): Promise<void> {
    return this.move(tx, reportId, 'discard', taken, () => ({ why: taken.why }));
  }

  private async move(
    tx: Tx,
    reportId: string,
    move: ReportMove,
    { by, now }: Taken,
    detailOf: (report: StoredReport) => Record<string, unknown>,
  ): Promise<void> {
    const report = await this.reports.lock(tx, reportId);
    if (!report) throw new UnknownReport(reportId);
    const state = moveReport(report.state, move);
    if (state === null) throw new ReportCannotMove(reportId, report.state, move);
    if (!mayMove(move, by, report.header.by)) throw new ReportOfOwn(report.header.by, move);
    const detail = detailOf(report);
    await this.reports.move(tx, reportId, move, state, { at: now, by });
    const step = { subject: 'report', subjectId: reportId, step: move } as const;
    await this.audit.execute(tx, [{ ...step, organisation: by, detail }], now);
  }
}
