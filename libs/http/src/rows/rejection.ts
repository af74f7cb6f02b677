import type { ZhEn } from '@youlu/vocabulary';

/** Why one row or field was refused: what is wrong and what to do, fit for a person to read. */
export interface RowFault {
  /** Path of the field, e.g. `occurredAt` or `legs.0.nodeId`; absent when the row as a whole is wrong. */
  field?: string;
  /** Stable word for programs: `required`, `unknown-field`, `wrong-type`, `out-of-range`, … */
  code: string;
  reason: ZhEn;
  fix: ZhEn;
}

/** A refused row of a batch; `index` counts from 0 in the request's list. */
export interface Rejection extends RowFault {
  index: number;
}

/** The answer of a batch door: always 200, also when some rows, or all, are refused. */
export interface BatchAnswer<Result extends object = object> {
  accepted: number;
  rejected: number;
  rejections: Rejection[];
  results?: Result[];
}

/** `rejections` may come in any order; the answer lists them by index. */
export function batchAnswer<Result extends object>(
  accepted: number,
  rejections: readonly Rejection[],
  results?: Result[],
): BatchAnswer<Result> {
  const sorted = [...rejections].sort((a, b) => a.index - b.index);
  return {
    accepted,
    rejected: sorted.length,
    rejections: sorted,
    ...(results === undefined ? {} : { results }),
  };
}
