import type { Day, UnitKind } from '@youlu/vocabulary';
import { objectToPeriod, type RowObjection } from '../declarations/declaration';

export const PRESCRIPTION_KINDS = ['lesser-frequency', 'seasonal-closure'] as const;
type PrescriptionKind = (typeof PRESCRIPTION_KINDS)[number];

/** A regulator has prescribed in writing that a village is visited less often, or not in a season. */
export interface MailPrescription {
  readonly prescriptionId: string;
  readonly unitCode: string;
  readonly kind: PrescriptionKind;
  /** Visits a week of a lesser frequency; null for a closure. */
  readonly visitsPerWeek: number | null;
  readonly from: Day;
  readonly to: Day | null;
  /** The written reason; printed wherever the prescription decides. */
  readonly reason: string;
  readonly source: string;
  readonly simulated: boolean;
}

/** Why a prescription cannot be taken; `kinds` are those its village has had in any register. */
export function objectToPrescription(
  row: MailPrescription,
  kinds: readonly UnitKind[] | undefined,
): RowObjection | undefined {
  return objectToVillage(row.unitCode, kinds) ?? objectToVisits(row) ?? objectToPeriod(row);
}

function objectToVillage(
  code: string,
  kinds: readonly UnitKind[] | undefined,
): RowObjection | undefined {
  if (kinds?.includes('admin_village')) return undefined;
  return {
    field: 'unitCode',
    code: 'prescription.not-a-village',
    reason: kinds
      ? `${code} 的类别为 ${kinds.join('、')}，不是建制村。${code} is a ${kinds.join(' or ')}`
      : `已导入的名录中没有 ${code}。no loaded register knows ${code}`,
    fix: '请填已导入名录中建制村的 12 位代码。Send the 12 digits of an administrative village of a loaded register.',
  };
}

function objectToVisits({ kind, visitsPerWeek, to }: MailPrescription): RowObjection | undefined {
  if (kind === 'lesser-frequency' && visitsPerWeek === null) {
    return {
      field: 'visitsPerWeek',
      code: 'prescription.frequency-missing',
      reason: '核定的较低频次须写明每周次数。A lesser frequency says how often',
      fix: '请填 visitsPerWeek。Send visitsPerWeek.',
    };
  }
  if (kind === 'seasonal-closure' && visitsPerWeek !== null) {
    return {
      field: 'visitsPerWeek',
      code: 'prescription.frequency-out-of-place',
      reason: '停邮期间不填每周次数。Nobody comes while a village is closed',
      fix: '请不填 visitsPerWeek。Leave visitsPerWeek away.',
    };
  }
  if (kind === 'seasonal-closure' && to === null) {
    return {
      field: 'to',
      code: 'prescription.closure-without-end',
      reason: '季节性停邮须有终止日。A season ends',
      fix: '请填恢复通邮的首日。Send the first day on which the village is open again.',
    };
  }
  return undefined;
}
