import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { NoteChange } from '../../region-reads/note-change.use-case';
import { KeepVillageDays } from '../../village-days/keep-village-days.use-case';
import { FormerVisitRepository } from './former-visit.repository';
import {
  contentKey,
  distinctVisits,
  joinTellings,
  type KnownVisit,
  type ReportedVisit,
  saysTheSame,
} from './visit';
import { VisitRepository } from './visit.repository';

/**
 * Stores visits and counts the weeks they touch again; visits known before change nothing, unless they
 * are told otherwise: then what was known before is kept beside.
 */
@Injectable()
export class RecordVisits {
  constructor(
    private readonly visits: VisitRepository,
    private readonly former: FormerVisitRepository,
    private readonly keepVillageDays: KeepVillageDays,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, reported: readonly ReportedVisit[]): Promise<void> {
    const told = distinctVisits(reported);
    const added = await this.visits.add(tx, told);
    await this.former.add(tx, added);
    const retold = added.length === told.length ? [] : await this.retell(tx, told, added);
    const news = [...added, ...retold];
    if (news.length === 0) return;
    const weeks = await this.visits.weeksOf(tx, news);
    await this.visits.recountWeeks(tx, weeks);
    await this.keepVillageDays.afterRecounting(tx, weeks);
    await this.noteChange.execute(tx);
  }

  /** Of the visits that were stored already: those that are told otherwise now, with all that is told. */
  private async retell(
    tx: Tx,
    told: readonly KnownVisit[],
    added: readonly KnownVisit[],
  ): Promise<KnownVisit[]> {
    const fresh = new Set(added);
    const stored = told.filter((visit) => !fresh.has(visit));
    const now = await this.visits.lock(tx, stored);
    const before = await this.former.of(tx, stored);
    const retold = stored.flatMap((visit) => {
      const key = contentKey(visit);
      const current = now.get(key);
      const said = [...(before.get(key) ?? []), ...(current ? [current] : [])];
      const tellings = joinTellings([...said, ...visit.tellings]);
      return saysTheSame(said, tellings) ? [] : [{ ...visit, tellings }];
    });
    if (retold.length === 0) return [];
    await this.visits.retell(tx, retold);
    await this.former.replace(tx, retold);
    return retold;
  }
}
