import type { Origins } from '../base-register/heirs';
import type { LineageSummary } from '../base-register/lineage-summary';
import type { WayToBase } from '../base-register/way-to-base';
import type { UnitFacts } from '../edition-form/unit-facts';
import type { Population } from './population';

/** Everything that the units of a place are judged by. */
export interface KnownUnits {
  readonly population: Population;
  readonly facts: UnitFacts;
  /** How codes written under each register count on the base. */
  readonly ways: readonly WayToBase[];
  /** By which changes of the register facts came to a unit. */
  readonly origins: Origins;
  /** What became of the counted units since each register under which facts were written. */
  readonly lineage: readonly LineageSummary[];
}
