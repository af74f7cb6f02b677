import { Injectable } from '@nestjs/common';
import { type LogEnds, MessagingStatus } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { EvidenceInWindow } from '../evidence/evidence-in-window.query';
import { RevisionNow } from '../region-reads/revision-now.query';
import type { EvidencePosition, RegisterUsed } from '../frozen-reports/report-header';
import { ReportNotSettled } from './report.errors';

/** Beyond this somebody had better ask again; a backlog of an outage takes minutes. */
const SETTLING_MS_MAX = 5_000;

/** What a report says of the facts it was made of, beside the question. */
@Injectable()
export class ReportInputs {
  constructor(
    private readonly db: Database,
    private readonly revision: RevisionNow,
    private readonly declarations: DeclarationsInForce,
    private readonly evidence: EvidenceInWindow,
    private readonly messaging: MessagingStatus,
  ) {}

  /**
   * Where the facts stand once all that has been told so far is in them.
   * @throws ReportNotSettled while something is on its way, or Kafka does not say
   */
  async position(): Promise<Omit<EvidencePosition, 'audit'>> {
    const log = await this.settled();
    const revision = await this.revision.read();
    const [declarations, totals] = await Promise.all([
      this.declarations.count(),
      this.evidence.totals(),
    ]);
    return { revision, facts: { declarations, ...totals }, log };
  }

  private async settled(): Promise<LogEnds> {
    const found = await this.messaging.settled(SETTLING_MS_MAX).catch(() => null);
    if (found === null) throw new ReportNotSettled(null);
    if ('missing' in found) throw new ReportNotSettled(found.missing);
    return found.ends;
  }

  /**
   * The base register, and every other one that was known, at the latest when the base was loaded: codes
   * are followed through them.
   */
  async registers(base: Day, knownAt: Instant): Promise<RegisterUsed[]> {
    return this.db.query<RegisterUsed>(
      `SELECT register_date AS "registerDate", name, source, units, digest FROM registers
       WHERE recorded_at <= greatest($2::int8,
         (SELECT recorded_at FROM registers WHERE register_date = $1::date))
       ORDER BY register_date`,
      [base, knownAt],
    );
  }
}
