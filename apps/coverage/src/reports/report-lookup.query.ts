import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { ReportPart } from '../frozen-reports/report-document';
import { UnknownReport } from './report.errors';
import { ReportRepository, type StoredReport } from './report.repository';

/** Finds frozen reports. */
@Injectable()
export class ReportLookup {
  constructor(private readonly reports: ReportRepository) {}

  /** @throws UnknownReport */
  async find(reportId: string, tx?: Tx): Promise<StoredReport> {
    const report = await this.reports.find(reportId, tx);
    if (!report) throw new UnknownReport(reportId);
    return report;
  }

  /** The pieces of one of its lists, in order. */
  texts(reportId: string, part: ReportPart): AsyncIterable<string> {
    return this.reports.texts(reportId, part);
  }

  /** In the order of their ids, which is that of freezing. */
  async list(
    ...[filter, after, limit]: Parameters<ReportRepository['list']>
  ): Promise<StoredReport[]> {
    return this.reports.list(filter, after, limit);
  }
}
