import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { RevisionRepository } from './revision.repository';

/** Notes in a transaction that it changes what states are judged by: declarations or evidence. */
@Injectable()
export class NoteChange {
  constructor(private readonly revisions: RevisionRepository) {}

  /**
   * Call it last in a transaction: the row is held until the commit, and whoever has nothing else
   * to wait for cannot be part of a deadlock.
   */
  async execute(tx: Tx): Promise<void> {
    await this.revisions.bump(tx);
  }
}
