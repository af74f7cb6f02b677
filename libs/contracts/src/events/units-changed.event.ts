import { type Static, Type } from '@sinclair/typebox';
import { UNIT_KINDS } from '@youlu/vocabulary';
import { defineEvent } from '../event-contract';
import { DayText, Id, OneOf, PlaceCode, Version } from '../fields';

const Unit = Type.Object({
  unitId: Id,
  version: Version,
  code: PlaceCode,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  level: Type.Integer({ minimum: 1, maximum: 5 }),
  kind: OneOf(UNIT_KINDS),
  parentCode: Type.Union([PlaceCode, Type.Null()]),
  /** First day this code, name and parent hold. */
  validFrom: DayText,
  validTo: Type.Union([DayText, Type.Null()]),
  registerDate: DayText,
  /**
   * Which stretch of the unit's life this is: rows replace one another by it. Absent in rows from
   * before a unit could have several; then it is the unit's id.
   */
  versionId: Type.Optional(Id),
  /** The stretch is no more: lineage was corrected, and others cover its days. */
  withdrawn: Type.Optional(Type.Boolean()),
});
export type UnitSnapshot = Static<typeof Unit>;

export const UnitsChanged = defineEvent({
  type: 'youlu.coverage.units-changed.v1',
  topic: 'coverage.unit',
  owner: 'coverage',
  rowSchema: Unit,
  keyOf: (unit) => unit.unitId,
  maxRowsPerRecord: 500,
  example: {
    unitId: '653024203200@2020-06-30',
    version: 1,
    code: '653024203200',
    name: '库勒阿日克村委会',
    level: 5,
    kind: 'admin_village',
    parentCode: '653024203',
    validFrom: '2020-06-30',
    validTo: null,
    registerDate: '2020-06-30',
    versionId: '653024203200@2020-06-30',
  },
  why: 'Whoever keeps its own copy of the register follows its changes here.',
});
