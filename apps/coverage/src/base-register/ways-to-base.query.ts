import { Injectable } from '@nestjs/common';
import type { Day, Instant } from '@youlu/vocabulary';
import { registerPeriods } from './register-periods';
import type { WayToBase } from './way-to-base';

/** How facts of each time count on a base register, whichever register was in force at the time. */
@Injectable()
export class WaysToBase {
  /** The ways for facts up to the day `until`, oldest first. */
  async read(base: Day, _until: Day, _knownAt?: Instant): Promise<WayToBase[]> {
    return registerPeriods([base]).map((period) => ({ period, succession: undefined }));
  }
}
