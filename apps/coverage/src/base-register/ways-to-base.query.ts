import { Injectable } from '@nestjs/common';
import type { Day, Instant } from '@youlu/vocabulary';
import { sameRegister, type Succession } from '../lineage/succession/succession';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { readAhead } from './read-ahead';
import { partsOf, registerPeriods } from './register-periods';
import type { FollowedWays, WayToBase } from './way-to-base';

/** How facts of each time count on a base register, whichever register was in force at the time. */
@Injectable()
export class WaysToBase {
  constructor(
    private readonly catalogue: RegisterCatalogue,
    private readonly successions: SuccessionBetween,
  ) {}

  /** The ways for facts up to the day `until`, oldest first. */
  async read(base: Day, until: Day, knownAt?: Instant): Promise<readonly WayToBase[]> {
    return (await this.follow(base, until, knownAt)).ways;
  }

  /**
   * The same, with what they go by. Lineage is told by registers; where the base was loaded after
   * `knownAt`, it is what was known of it then: the same for good.
   */
  async follow(base: Day, until: Day, knownAt?: Instant): Promise<FollowedWays> {
    const lineageAt =
      knownAt === undefined ? undefined : await this.catalogue.lineageKnownAt(base, knownAt);
    const known = await this.catalogue.datesKnownAt(lineageAt);
    const taken = await this.successions.takenAhead(lineageAt);
    const toBase = async (register: Day): Promise<Succession | undefined> =>
      register === base ? undefined : this.successions.read(register, base, lineageAt);
    const same = sameRegister(base);
    const ways = registerPeriods(known).map(async (whole, i): Promise<WayToBase[]> => {
      const [register, next] = [whole.register, known[i + 1]];
      const codes = taken.filter(({ earlier, later }) => earlier === register && later === next);
      const parts = partsOf(whole, codes).filter(
        ({ period: { from } }) => from === null || from <= until,
      );
      if (parts.length === 0) return [];
      const here = await toBase(register);
      const ahead = next !== undefined && parts.length > 1 ? await toBase(next) : undefined;
      return parts.map((part) => {
        const { period } = part;
        if (part.taken.size === 0) return { period, succession: here };
        const succession = readAhead(here ?? same, ahead ?? same, part.taken);
        return { period, succession, taken: part.taken };
      });
    });
    return { ways: (await Promise.all(ways)).flat(), registers: known, lineageAt };
  }
}
