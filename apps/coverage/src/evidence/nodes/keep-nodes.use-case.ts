import { Injectable } from '@nestjs/common';
import type { NodeSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import { NoteChange } from '../../region-reads/note-change.use-case';
import { NodeRepository } from './node.repository';
import { newestBy } from '../parcel-facts';

/** Keeps every snapshot of each node; the newest beside them. */
@Injectable()
export class KeepNodes {
  constructor(
    private readonly nodes: NodeRepository,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, snapshots: readonly NodeSnapshot[]): Promise<void> {
    const newest = newestBy(snapshots, (node) => node.nodeId);
    await this.nodes.keepNewest(tx, newest); // first: its rows are the lock of their nodes
    const news = await this.nodes.keepVersions(tx, snapshots);
    if (news === 0) return;
    await this.nodes.noteTiers(
      tx,
      newest.map(({ nodeId }) => nodeId),
    );
    await this.noteChange.execute(tx);
  }
}
