import type { Day } from '@youlu/vocabulary';
import { objectToPeriod, type RowObjection } from '../declarations/declaration';
import type { TargetList } from '../edition-form/indicator-edition';

/** A place to be served that no register of divisions names: a post office, a hamlet at the border. */
export interface CoverageTarget {
  readonly targetId: string;
  readonly list: TargetList;
  /** The township (9 digits) or village (12 digits) it lies in. */
  readonly placeCode: string;
  readonly name: string;
  /** The node at which its parcels change hands; without one nothing can be observed. */
  readonly nodeId: string | null;
  /** Since when the operator says it is served; null where it does not. */
  readonly servedFrom: Day | null;
  /** Days on which it is a target: [from, to). */
  readonly from: Day;
  readonly to: Day | null;
  readonly source: string;
  readonly simulated: boolean;
}

const PLACE_DIGITS = [9, 12];

/** Why a target cannot be taken; `isKnown` tells whether any register has its place. */
export function objectToTarget(row: CoverageTarget, isKnown: boolean): RowObjection | undefined {
  if (!PLACE_DIGITS.includes(row.placeCode.length)) {
    return {
      field: 'placeCode',
      code: 'target.place-too-wide',
      reason: `${row.placeCode} 既非乡级也非村级单位。${row.placeCode} is neither a township nor a village`,
      fix: '请填所在乡镇的 9 位代码或所在村的 12 位代码。Send the 9 digits of the township or the 12 digits of the village it lies in.',
    };
  }
  if (!isKnown) {
    return {
      field: 'placeCode',
      code: 'target.place-unknown',
      reason: `已导入的名录中没有 ${row.placeCode}。No loaded register knows ${row.placeCode}`,
      fix: '请用 GET /v1/units/{code} 查询代码，或先导入含该代码的名录。Look the code up with GET /v1/units/{code}, or load the register that has it.',
    };
  }
  return objectToPeriod(row);
}
