import type { Day, Instant } from '@youlu/vocabulary';
import type { RegisterPeriod } from './register-periods';
import type { Succession } from '../lineage/succession/succession';

/** From the register of a period to the base: undefined where it is the base itself. */
export interface WayToBase {
  readonly period: RegisterPeriod;
  readonly succession: Succession | undefined;
  /** Codes that are read by the register after that of the period, since changes had given them out. */
  readonly taken?: ReadonlySet<string>;
}

/** Ways, and by what they go. */
export interface FollowedWays {
  /** Oldest first. */
  readonly ways: readonly WayToBase[];
  /** All that were known, also those that came into force later; oldest first. */
  readonly registers: readonly Day[];
  /** As what had been recorded by then said of registers and changes; by now, if left away. */
  readonly lineageAt: Instant | undefined;
}
