import { daysVisited, type UnitFacts } from '../edition-form/unit-facts';
import type { Cause, Standing } from './difference';

/** One unit as it is known by two readings of the evidence about it. */
export interface EvidenceMoved {
  readonly unit: number;
  readonly from: UnitFacts;
  readonly to: UnitFacts;
  readonly before: Standing | null;
  readonly after: Standing | null;
}

/**
 * Whether evidence came to be known, or no longer counts. What moved the unit decides, not how many
 * pieces there are: one may be taken back while as many others arrive.
 * @param isTakenBack whether parcels that stood against the unit were withdrawn, rather than told to
 *   have gone on since
 */
export function evidenceCause(moved: EvidenceMoved, isTakenBack: (unit: number) => boolean): Cause {
  const [was, is] = [moved.before?.state, moved.after?.state];
  if (was === is) return saysLess(moved) ? 'correction' : 'new-evidence';
  if (is === 'observed') return 'new-evidence';
  if (was === 'observed') return 'correction';
  if (was === 'contradicted') return isTakenBack(moved.unit) ? 'correction' : 'new-evidence';
  return is === 'contradicted' || !saysLess(moved) ? 'new-evidence' : 'correction';
}

/** Units against which fewer parcels stand, with nothing seen in them by either reading. */
export function lessStopped(from: UnitFacts, to: UnitFacts): number[] {
  const units: number[] = [];
  for (let unit = 0; unit < to.size; unit++) if (hasFewerStopped(from, to, unit)) units.push(unit);
  return units;
}

/** Parcels that stopped are only looked for where nothing was seen. */
function hasFewerStopped(from: UnitFacts, to: UnitFacts, unit: number): boolean {
  const isUnseen = from.evidenceCount[unit] === 0 && to.evidenceCount[unit] === 0;
  return isUnseen && isLess(from.stoppedElsewhere, to.stoppedElsewhere, unit);
}

function saysLess({ from, to, unit }: EvidenceMoved): boolean {
  const weeks = Array.from({ length: to.weeks }, (_, week) => week);
  return (
    isLess(from.evidenceCount, to.evidenceCount, unit) ||
    isLess(from.evidenceDays, to.evidenceDays, unit) ||
    weeks.some((week) => daysVisited(to, unit, week) < daysVisited(from, unit, week)) ||
    hasFewerStopped(from, to, unit)
  );
}

const isLess = (from: ArrayLike<number>, to: ArrayLike<number>, unit: number): boolean =>
  (to[unit] ?? 0) < (from[unit] ?? 0);
