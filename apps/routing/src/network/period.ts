import type { Day, ZhEn } from '@youlu/vocabulary';

/** What is wrong with a field of a row, and what to do. */
export interface FieldFault {
  field: string;
  code: string;
  reason: ZhEn;
  fix: ZhEn;
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
    reason: `${names.to} 不晚于 ${names.from}。${names.to} is not after ${names.from}`,
    fix: `请填晚于 ${names.from} 的 ${names.to}；没有终止日则不填。Send a ${names.to} after ${names.from}, or leave it away while there is no end.`,
  };
}
