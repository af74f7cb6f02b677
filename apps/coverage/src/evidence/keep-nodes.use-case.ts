import { Injectable } from '@nestjs/common';
import type { NodeSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import { NoteChange } from '../region-reads/note-change.use-case';
import { NodeRepository } from './node.repository';
import { newestBy } from './parcel-facts';

/** Keeps the newest snapshot of each node. */
@Injectable()
export class KeepNodes {
  constructor(
    private readonly nodes: NodeRepository,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, snapshots: readonly NodeSnapshot[]): Promise<void> {
    const news = await this.nodes.keepNewest(
      tx,
      newestBy(snapshots, (node) => node.nodeId),
    );
    if (news > 0) await this.noteChange.execute(tx);
  }
}
