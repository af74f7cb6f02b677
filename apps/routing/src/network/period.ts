import type { Day } from '@youlu/vocabulary';

/** What is wrong with a field of a row, and what to do. */
export interface FieldFault {
  field: string;
  code: string;
  reason: string;
  fix: string;
}

/** A period must hold at least one day: its end is the first day that no longer belongs to it. */
export function periodFault(
  from: Day,
  to: Day | null | undefined,
  names: { from: string; to: string },
): FieldFault | undefined {
  if (to === null || to === undefined || to > from) return undefined;
  return {
    field: names.to,
    code: 'empty-period',
    reason: `${names.to} is not after ${names.from}`,
    fix: `Send a ${names.to} after ${names.from}, or leave it away while there is no end.`,
  };
}
