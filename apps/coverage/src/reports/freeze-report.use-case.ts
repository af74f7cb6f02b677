import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { canonicalJson, formatInstant, type Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import { codeEdition } from './code-edition.client';
import { FrozenLists } from '../frozen-reports/frozen-lists';
import { PLACE_COLUMNS } from '../frozen-reports/frozen-place';
import { UNIT_COLUMNS } from '../frozen-reports/frozen-unit';
import type { JudgedSets } from './judged-sets.query';
import {
  documentTexts,
  type PartTexts,
  sha256OfResult,
  sha256OfTexts,
} from '../frozen-reports/report-document';
import {
  type EvidencePosition,
  REPORT_FORMAT,
  type RegisterUsed,
  type ReportHeader,
} from '../frozen-reports/report-header';
import { membersOf } from '../frozen-reports/report-members';
import { questionKey } from '../frozen-reports/report-question';
import { ReportRepository, type StoredReport } from './report.repository';

/** Everything that is read before the transaction begins. */
export interface ReportToFreeze {
  readonly sets: JudgedSets;
  readonly registers: readonly RegisterUsed[];
  readonly position: Omit<EvidencePosition, 'audit'>;
  readonly by: string;
  readonly purpose: string;
}

/** Freezes what was judged: lists in pieces, then the header with the hash over all of it. */
@Injectable()
export class FreezeReport {
  constructor(
    private readonly reports: ReportRepository,
    private readonly audit: AppendAudit,
  ) {}

  async execute(
    tx: Tx,
    reportId: string,
    report: ReportToFreeze,
    now: Instant,
  ): Promise<StoredReport> {
    const { question } = report.sets;
    const key = questionKey(question);
    const lists = await this.writeLists(tx, reportId, report.sets);
    const own = new Map(lists.places().map((place) => [place.code, place]));
    const codes = report.sets.memberPlaces.map(({ code }) => code);
    const published = await this.reports.publishedOf(tx, key, codes);
    const header: ReportHeader = {
      by: report.by,
      code: codeEdition(),
      format: REPORT_FORMAT,
      frozenAt: formatInstant(now),
      indicatorName: report.sets.indicatorName,
      ...membersOf(report.sets.memberPlaces, published, own),
      place: report.sets.place,
      placeColumns: PLACE_COLUMNS,
      position: { ...report.position, audit: await this.audit.end(tx) },
      purpose: report.purpose,
      question: { ...question, knownAt: formatInstant(question.knownAt) },
      registers: report.registers,
      reportId,
      rule: report.sets.rule,
      simulated: lists.simulated,
      tally: lists.tally,
      unitColumns: UNIT_COLUMNS,
      unitCount: lists.unitCount,
    };
    const texts: PartTexts = (part) => this.reports.texts(reportId, part, tx);
    const sha256 = await sha256OfTexts(documentTexts(header, texts));
    const resultSha256 = await sha256OfResult(texts);
    const headerText = canonicalJson(header);
    const { asOf } = question;
    const kept = {
      header,
      headerText,
      questionKey: key,
      sha256,
      resultSha256,
      frozenAt: now,
      asOf,
    };
    await this.reports.add(tx, kept);
    const detail = { sha256, place: question.place, purpose: report.purpose };
    const step = { subject: 'report', subjectId: reportId, step: 'freeze' } as const;
    await this.audit.execute(tx, [{ ...step, organisation: report.by, detail }], now);
    const steps = { reviewed: null, published: null, discarded: null };
    return { reportId, state: 'draft', sha256, resultSha256, header, ...steps };
  }

  private async writeLists(tx: Tx, reportId: string, sets: JudgedSets): Promise<FrozenLists> {
    const lists = new FrozenLists(sets.places, sets.units());
    for (const piece of lists.unitPieces())
      await this.reports.addRows(tx, reportId, 'units', piece);
    for (const piece of lists.placePieces()) {
      await this.reports.addRows(tx, reportId, 'places', piece);
    }
    return lists;
  }
}
