import { Injectable } from '@nestjs/common';
import { UnitsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import type { RegisterRow } from '../register/register-row';
import { StretchesOfRegion } from './stretches-of-region.query';
import { UnitVersionRepository } from './unit-version.repository';
import { versionChanges } from './version-changes';

/** Brings a region's unit versions to what editions and changes say, and publishes what moved. */
@Injectable()
export class ProjectUnits {
  constructor(
    private readonly stretches: StretchesOfRegion,
    private readonly versions: UnitVersionRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param loaded every loaded edition, oldest first
   * @param version the ordinal of the act
   * @param atHand rows of the region that the caller has, by edition
   */
  async execute(
    tx: Tx,
    loaded: readonly { readonly date: Day; readonly ordinal: number }[],
    region: string,
    version: number,
    atHand?: ReadonlyMap<Day, readonly RegisterRow[]>,
  ): Promise<void> {
    const stretches = await this.stretches.read(tx, loaded, region, { atHand });
    const kept = await this.versions.ofRegion(tx, region);
    const { added, changed, removed } = versionChanges(kept, stretches, version);
    await this.versions.remove(tx, removed);
    await this.versions.change(tx, changed);
    await this.versions.add(tx, added);
    await this.outbox.add(tx, UnitsChanged, [
      ...added,
      ...changed,
      ...removed.map((one) => ({ ...one, withdrawn: true })),
    ]);
  }
}
