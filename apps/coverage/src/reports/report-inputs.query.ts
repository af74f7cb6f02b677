import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { EvidenceInWindow } from '../evidence/evidence-in-window.query';
import { RevisionNow } from '../region-reads/revision-now.query';
import type { EvidencePosition, RegisterUsed } from './report-header';

/** What a report says of the facts it was made of, beside the question. */
@Injectable()
export class ReportInputs {
  constructor(
    private readonly db: Database,
    private readonly revision: RevisionNow,
    private readonly declarations: DeclarationsInForce,
    private readonly evidence: EvidenceInWindow,
  ) {}

  async position(): Promise<Omit<EvidencePosition, 'audit'>> {
    const revision = await this.revision.read();
    const [declarations, totals] = await Promise.all([
      this.declarations.count(),
      this.evidence.totals(),
    ]);
    return { revision, facts: { declarations, ...totals } };
  }

  /** The base register, and every other one that was known: codes are followed through them. */
  async registers(base: Day, knownAt: Instant): Promise<RegisterUsed[]> {
    return this.db.query<RegisterUsed>(
      `SELECT register_date AS "registerDate", name, source, units, digest FROM registers
       WHERE register_date = $1::date OR recorded_at <= $2 ORDER BY register_date`,
      [base, knownAt],
    );
  }
}
