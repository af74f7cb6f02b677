import type { FieldFault } from './period';

/** Rounds and visits belong to villages, which have 12 digits; a town's code is a slip. */
export function villageCodeFault(villageCode: string): FieldFault | undefined {
  if (villageCode.length === 12) return undefined;
  return {
    field: 'villageCode',
    code: 'not-a-village',
    reason: 'villageCode 是村级以上区划的代码。villageCode is the code of a larger division',
    fix: '请填村的 12 位代码。Send the 12 digits of a village.',
  };
}
