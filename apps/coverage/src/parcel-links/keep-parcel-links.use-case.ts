import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { NoteChange } from '../region-reads/note-change.use-case';
import { type ParcelLink, rootStretches } from './parcel-link';
import { ParcelLinkRepository } from './parcel-link.repository';

/** Keeps which numbers are one parcel; what is counted by parcel reads it, so no fact changes. */
@Injectable()
export class KeepParcelLinks {
  constructor(
    private readonly links: ParcelLinkRepository,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, links: readonly ParcelLink[]): Promise<void> {
    await this.links.takeTurn(tx);
    const added = await this.links.insert(tx, links);
    if (added.length === 0) return;
    const groups = await this.links.linksOfGroups(tx, added);
    await this.links.replaceRoots(tx, rootStretches(groups));
    await this.noteChange.execute(tx);
  }
}
