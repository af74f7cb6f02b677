import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { ChangeRepository } from './change.repository';
import type { Decision, StoredChange } from './stored-change';

/** An act on lineage by somebody outside this feature: an import. */
@Injectable()
export class OpenAct {
  constructor(private readonly changes: ChangeRepository) {}

  /** Acts wait here for one another. */
  async open(
    tx: Tx,
    act: Pick<Decision, 'act' | 'decidedBy' | 'document' | 'note'>,
  ): Promise<Decision> {
    return this.changes.open(tx, act);
  }

  /** Supersedes what is told between two editions, since another one has come between them. */
  async displace(tx: Tx, earlier: Day, later: Day, decision: Decision): Promise<StoredChange[]> {
    return this.changes.displace(tx, earlier, later, decision);
  }

  /** Last in the transaction. */
  async keep(tx: Tx, decision: Decision, now: Instant): Promise<void> {
    await this.changes.keep(tx, decision, now);
  }
}
