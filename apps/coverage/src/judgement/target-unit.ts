import type { Day } from '@youlu/vocabulary';
import type { StandingUnit } from '../register/register-tree';

/** A target as a unit that is counted: its code is that of its division, a dash and its own id. */
export interface TargetUnit extends StandingUnit {
  readonly nodeId: string | null;
  readonly servedFrom: Day | null;
  readonly simulated: boolean;
}
