import {
  type Day,
  holdsPersonalNumber,
  type JudgedIndicator,
  type ServiceMode,
  type ZhEn,
} from '@youlu/vocabulary';

/** An operator says: this unit is served, from this day (申报). */
export interface Declaration {
  readonly declarationId: string;
  readonly unitCode: string;
  readonly indicator: JudgedIndicator;
  readonly mode: ServiceMode | null;
  readonly frequencyPerWeek: number | null;
  readonly from: Day;
  /** First day it no longer holds, as it was declared; null if it was declared open. */
  readonly to: Day | null;
  readonly source: string;
  /**
   * The organisation whose service is declared, never a person; null where the declaration does not say.
   * It decides no state: it says who may answer a challenge.
   */
  readonly operator: string | null;
  readonly simulated: boolean;
}

/** An operator says: what is declared for this county is all there is (申报完毕). */
export interface Filing {
  readonly filingId: string;
  readonly countyCode: string;
  readonly indicator: JudgedIndicator;
  readonly from: Day;
  readonly to: Day | null;
  readonly source: string;
  readonly simulated: boolean;
}

/** What is wrong with a row, and what to do. */
export interface RowObjection {
  readonly field: string;
  readonly code: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

/** What a declaration's own fields must agree on; units are judged against the register. */
export function objectToDeclaration(row: Declaration): RowObjection | undefined {
  if (row.frequencyPerWeek !== null && row.indicator !== 'village-direct-mail') {
    return {
      field: 'frequencyPerWeek',
      code: 'declaration.frequency-out-of-place',
      reason: `该指标不填频次。${row.indicator} knows no frequency`,
      fix: '请不填 frequencyPerWeek，或改报 village-direct-mail。Leave frequencyPerWeek away, or declare village-direct-mail.',
    };
  }
  if (row.mode !== null && row.indicator !== 'village-express') {
    return {
      field: 'mode',
      code: 'declaration.mode-out-of-place',
      reason: `该指标不填服务方式。${row.indicator} knows no mode`,
      fix: '请不填 mode，或改报 village-express。Leave mode away, or declare village-express.',
    };
  }
  if (row.operator !== null && holdsPersonalNumber(row.operator)) {
    return {
      field: 'operator',
      code: 'declaration.personal',
      reason: `operator 中疑有证件号或电话号码。operator holds what looks like the number of a person or a telephone`,
      fix: '请只写单位名称。Name the organisation only.',
    };
  }
  return objectToPeriod(row);
}

export function objectToPeriod(row: { from: Day; to: Day | null }): RowObjection | undefined {
  if (row.to === null || row.from < row.to) return undefined;
  return {
    field: 'to',
    code: 'declaration.period-empty',
    reason: `起止日期之间没有一天。The period ${row.from} to ${row.to} holds no day`,
    fix: '请填失效首日，须在 from 之后；长期有效则不填。Give the first day it no longer holds, after from; leave it away while it is open.',
  };
}

/** Why a row whose id is taken is refused. */
export function objectToOtherContent(field: string, id: string): RowObjection {
  return {
    field,
    code: 'declaration.id-taken',
    reason: `编号 ${id} 已被占用且内容不同。${id} is known with other content`,
    fix: `已申报的内容不作修改：请以新的 ${field} 和新的 from 另行申报。Nothing declared is edited: send the new statement under a new ${field}, with its own from.`,
  };
}

/** Whether both say the same; what is stored has the same fields, so order does not matter. */
export function saysTheSame<T extends object>(a: T, b: T): boolean {
  return Object.keys(a).every((key) => a[key as keyof T] === b[key as keyof T]);
}
