import type { Day } from '@youlu/vocabulary';
import type { StandingUnit } from '../register/register-tree';

/** A target as a unit that is counted. */
export interface TargetUnit extends StandingUnit {
  readonly nodeId: string | null;
  readonly servedFrom: Day | null;
  readonly simulated: boolean;
}

/** The code of a target: that of its division, a dash and its own id. */
export function codeOfTarget(placeCode: string, targetId: string): string {
  return `${placeCode}-${targetId}`;
}

/** The id of the target that a code is of; undefined where it is that of a division, which is digits. */
export function targetIdOf(code: string): string | undefined {
  const dash = code.indexOf('-');
  return dash === -1 ? undefined : code.slice(dash + 1);
}
