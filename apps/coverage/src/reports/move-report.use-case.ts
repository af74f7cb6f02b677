import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import type { ReportHeader } from '../frozen-reports/report-header';
import { questionKey } from '../frozen-reports/report-question';
import type { Recomputation } from './recompute-report.query';
import { mayMove, moveReport, type ReportMove } from './report-state';
import {
  MembersNotPublished,
  ReportCannotMove,
  ReportDiffers,
  ReportOfOwn,
  UnknownReport,
} from './report.errors';
import { ReportRepository, type StoredReport } from './report.repository';

const CODES_SHOWN_MAX = 5;

type Detail = Record<string, unknown>;

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
      assertEqual(recomputed, 'review');
      return { recomputed: recomputed.sha256 };
    });
  }

  /**
   * Publishes what was recomputed once more and is still equal: facts may have come since it was
   * reviewed, and what is published can neither be mended nor set aside.
   * @param taken `without` names the places inside whose reports are knowingly not waited for
   * @throws UnknownReport, ReportCannotMove, ReportDiffers, MembersNotPublished
   */
  async publish(
    tx: Tx,
    reportId: string,
    recomputed: Recomputation,
    taken: Taken & { readonly without: readonly string[] },
  ): Promise<void> {
    return this.move(tx, reportId, 'publish', taken, async ({ sha256, header }) => {
      assertEqual(recomputed, 'publish');
      const { missing, since } = await this.missingNow(tx, header);
      if (missing.some((code) => !taken.without.includes(code))) {
        throw new MembersNotPublished(missing, since);
      }
      const detail = { sha256, recomputed: recomputed.sha256 };
      return missing.length === 0 ? detail : { ...detail, withoutMembers: missing };
    });
  }

  /** @throws UnknownReport, ReportCannotMove */
  async discard(tx: Tx, reportId: string, taken: Taken & { why: string }): Promise<void> {
    return this.move(tx, reportId, 'discard', taken, () => ({ why: taken.why }));
  }

  /** Of the places that had no published report when this one was frozen: who has none yet. */
  private async missingNow(
    tx: Tx,
    { question, membersMissing }: ReportHeader,
  ): Promise<{ readonly missing: string[]; readonly since: string[] }> {
    if (membersMissing.length === 0) return { missing: [], since: [] };
    const found = await this.reports.publishedOf(tx, questionKey(question), membersMissing);
    const since = found.map(({ header }) => header.place.code);
    return { missing: membersMissing.filter((code) => !since.includes(code)), since };
  }

  private async move(
    tx: Tx,
    reportId: string,
    move: ReportMove,
    { by, now }: Taken,
    detailOf: (report: StoredReport) => Detail | Promise<Detail>,
  ): Promise<void> {
    const report = await this.reports.lock(tx, reportId);
    if (!report) throw new UnknownReport(reportId);
    const state = moveReport(report.state, move);
    if (state === null) throw new ReportCannotMove(reportId, report.state, move);
    if (!mayMove(move, by, report.header.by)) throw new ReportOfOwn(report.header.by, move);
    const detail = await detailOf(report);
    await this.reports.move(tx, reportId, move, state, { at: now, by });
    const step = { subject: 'report', subjectId: reportId, step: move } as const;
    await this.audit.execute(tx, [{ ...step, organisation: by, detail }], now);
  }
}

/** @throws ReportDiffers */
function assertEqual(
  { isEqual, differing, first, places }: Recomputation,
  move: 'review' | 'publish',
): void {
  if (isEqual) return;
  const codes = [...first, ...places.first].slice(0, CODES_SHOWN_MAX).map(({ code }) => code);
  throw new ReportDiffers(move, { units: differing, places: places.differing, codes });
}
