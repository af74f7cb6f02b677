import { Injectable } from '@nestjs/common';
import { AuditRepository } from './audit.repository';
import { type ChainEnd, type ChainFault, ChainWalk } from './audit-entry';
import { type ComparedStates, StatesBesideAudit } from './states-beside-audit.query';

const ENTRIES_AT_ONCE = 5_000;

export interface CheckedChain extends ComparedStates {
  readonly end: ChainEnd;
  /** Ends of the chain that reports were frozen with, all compared. */
  readonly anchors: number;
  readonly faults: readonly ChainFault[];
}

/**
 * Invariant I11: follows the whole chain, in pieces, compares it with what reports anchored, and what it
 * says with the rows that figures are read from.
 */
@Injectable()
export class CheckAudit {
  constructor(
    private readonly audit: AuditRepository,
    private readonly states: StatesBesideAudit,
  ) {}

  async check(): Promise<CheckedChain> {
    const anchors = await this.audit.anchors();
    const walk = new ChainWalk(anchors);
    for (let after = 0; ;) {
      const entries = await this.audit.list(after, ENTRIES_AT_ONCE);
      walk.follow(entries);
      after = entries.at(-1)?.seq ?? after;
      if (entries.length < ENTRIES_AT_ONCE) break;
    }
    const count = [...anchors.values()].reduce((sum, hashes) => sum + hashes.length, 0);
    const states = await this.states.compare();
    return { end: walk.finish(), anchors: count, faults: walk.faults, ...states };
  }
}
