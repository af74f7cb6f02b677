import { Injectable } from '@nestjs/common';
import type { RoundSnapshot, VisitRow } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import { RoundRepository } from './round.repository';
import { VisitRepository } from './visit.repository';

/** Keeps tracking's own copy of what should be visited, and what was. */
@Injectable()
export class KeepRounds {
  constructor(
    private readonly rounds: RoundRepository,
    private readonly visits: VisitRepository,
  ) {}

  async changed(tx: Tx, rounds: readonly RoundSnapshot[]): Promise<void> {
    await this.rounds.keep(tx, rounds);
  }

  async visited(tx: Tx, visits: readonly VisitRow[]): Promise<void> {
    await this.visits.add(tx, visits);
  }
}
