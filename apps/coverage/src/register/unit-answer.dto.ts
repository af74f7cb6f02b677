import { type Static, Type } from '@sinclair/typebox';
import { levelOf } from './unit-level';
import type { UnitVersion } from './unit-version';

export const UnitAnswer = Type.Object({
  unitId: Type.String({ description: 'Code and date of the edition that first named it; stable' }),
  versionId: Type.String({ description: 'The same of this stretch of its life' }),
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  kind: Type.String(),
  parentCode: Type.Union([Type.String(), Type.Null()]),
  validFrom: Type.String(),
  validTo: Type.Union([Type.String(), Type.Null()]),
  registerDate: Type.String(),
});
export type UnitAnswer = Static<typeof UnitAnswer>;

export function unitAnswer(unit: Omit<UnitVersion, 'version'>): UnitAnswer {
  const { unitId, versionId, code, name, kind, parentCode, validFrom, validTo, registerDate } =
    unit;
  const level = levelOf(unit);
  return {
    unitId,
    versionId,
    code,
    name,
    level,
    kind,
    parentCode,
    validFrom,
    validTo,
    registerDate,
  };
}
