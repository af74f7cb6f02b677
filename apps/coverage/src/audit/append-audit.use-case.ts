import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { AuditRepository } from './audit.repository';
import { type AuditStep, type ChainEnd, chained } from './audit-entry';

/**
 * Adds steps to the chain, in the transaction that takes them. Call it after the rows are written:
 * the end of the chain is held until the commit.
 */
@Injectable()
export class AppendAudit {
  constructor(private readonly audit: AuditRepository) {}

  async execute(tx: Tx, steps: readonly AuditStep[], now: Instant): Promise<void> {
    if (steps.length === 0) return;
    await this.audit.add(tx, chained(await this.audit.lockEnd(tx), steps, now));
  }

  /** Where the chain ends now, held until the commit: an anchor for what is published. */
  async end(tx: Tx): Promise<ChainEnd> {
    return this.audit.lockEnd(tx);
  }
}
