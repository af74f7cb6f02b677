import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { NoteChange } from '../../region-reads/note-change.use-case';
import { KeepVillageDays } from '../../village-days/keep-village-days.use-case';
import { distinctVisits, type ReportedVisit } from './visit';
import { VisitRepository } from './visit.repository';

/** Stores visits and counts the weeks they touch again; visits known before change nothing. */
@Injectable()
export class RecordVisits {
  constructor(
    private readonly visits: VisitRepository,
    private readonly keepVillageDays: KeepVillageDays,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, reported: readonly ReportedVisit[]): Promise<void> {
    const news = await this.visits.add(tx, distinctVisits(reported));
    if (news.length === 0) return;
    const weeks = await this.visits.weeksOf(tx, news);
    await this.visits.recountWeeks(tx, weeks);
    await this.keepVillageDays.afterRecounting(tx, weeks);
    await this.noteChange.execute(tx);
  }
}
