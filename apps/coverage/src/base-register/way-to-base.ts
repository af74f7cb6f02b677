import type { RegisterPeriod } from './register-periods';
import type { Succession } from '../lineage/succession/succession';

/** From the register of a period to the base: undefined where it is the base itself. */
export interface WayToBase {
  readonly period: RegisterPeriod;
  readonly succession: Succession | undefined;
  /** Codes that are read by the register after that of the period, since changes had given them out. */
  readonly taken?: ReadonlySet<string>;
}
