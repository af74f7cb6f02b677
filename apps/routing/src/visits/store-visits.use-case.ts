import { Injectable } from '@nestjs/common';
import { VisitsReported } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import { distinctVisits, type Visit } from './visit';
import { VisitRepository } from './visit.repository';

/**
 * Stores visits and tells the other services about those they do not know yet. Sending the same
 * visits again stores nothing, publishes nothing and is answered the same. A visit that is told
 * otherwise is told to them with when that was recorded: they keep what was known before.
 */
@Injectable()
export class StoreVisits {
  constructor(
    private readonly db: Database,
    private readonly visits: VisitRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(visits: readonly Visit[]): Promise<void> {
    if (visits.length === 0) return;
    const distinct = distinctVisits(visits);
    const recordedAt = Date.now();
    await this.db.transaction(async (tx) => {
      const news = await this.visits.store(tx, distinct, recordedAt);
      if (news.length === 0) return;
      const rows = news.map(({ digest: _own, simulated, ...visit }) => ({
        ...visit,
        recordedAt,
        ...(simulated ? { simulated } : {}),
      }));
      await this.outbox.add(tx, VisitsReported, rows);
    });
  }
}
