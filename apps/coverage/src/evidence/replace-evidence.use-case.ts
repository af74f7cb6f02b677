import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { NoteChange } from '../region-reads/note-change.use-case';
import { KeepVillageDays } from '../village-days/keep-village-days.use-case';
import { type EvidenceSnapshot, factsOf, formerFactsOf, newestBy } from './parcel-facts';
import { ParcelFactsRepository } from './parcel-facts.repository';

/**
 * Replaces everything derived from a parcel by what its newest snapshot says. Snapshots that come
 * again, late or out of order change nothing, so corrections and late bookings need no case.
 */
@Injectable()
export class ReplaceEvidence {
  constructor(
    private readonly parcelFacts: ParcelFactsRepository,
    private readonly keepVillageDays: KeepVillageDays,
    private readonly noteChange: NoteChange,
  ) {}

  async execute(tx: Tx, snapshots: readonly EvidenceSnapshot[]): Promise<void> {
    const newest = newestBy(snapshots, (snapshot) => snapshot.trackingNumber);
    const claims = newest.map((snapshot) => ({
      trackingNumber: snapshot.trackingNumber,
      version: snapshot.version,
      facts: factsOf(snapshot),
      former: formerFactsOf(snapshot),
    }));
    const differing = await this.parcelFacts.claimNewer(tx, claims);
    if (differing.size === 0) return;
    const replaced = claims.filter((claim) => differing.has(claim.trackingNumber));
    const before = await this.parcelFacts.evidenceOf(tx, replaced);
    await this.parcelFacts.replace(tx, replaced);
    const after = replaced.flatMap(({ facts }) => facts.filter(({ isEvidence }) => isEvidence));
    await this.keepVillageDays.afterReplacing(tx, before, after);
    await this.noteChange.execute(tx);
  }
}
