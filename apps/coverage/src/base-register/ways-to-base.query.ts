import { Injectable } from '@nestjs/common';
import type { Day, Instant } from '@youlu/vocabulary';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { registerPeriods } from './register-periods';
import type { WayToBase } from './way-to-base';

/** How facts of each time count on a base register, whichever register was in force at the time. */
@Injectable()
export class WaysToBase {
  constructor(
    private readonly catalogue: RegisterCatalogue,
    private readonly successions: SuccessionBetween,
  ) {}

  /**
   * The ways for facts up to the day `until`, oldest first. Lineage is told by registers; where the
   * base was loaded after `knownAt`, it is what was known of it then: the same for good.
   */
  async read(base: Day, until: Day, knownAt?: Instant): Promise<WayToBase[]> {
    const lineageAt =
      knownAt === undefined ? undefined : await this.catalogue.lineageKnownAt(base, knownAt);
    const known = await this.catalogue.datesKnownAt(lineageAt);
    const periods = registerPeriods(known).filter(({ from }) => from === null || from <= until);
    return Promise.all(
      periods.map(async (period) => {
        if (period.register === base) return { period, succession: undefined };
        return {
          period,
          succession: await this.successions.read(period.register, base, lineageAt),
        };
      }),
    );
  }
}
