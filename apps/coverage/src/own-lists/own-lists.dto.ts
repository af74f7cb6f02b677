import { type Static, Type } from '@sinclair/typebox';
import { batchDoor, optional, rowField, rowObject } from '@youlu/http';
import { TARGET_LISTS } from '../edition-form/indicator-edition';
import type { CoverageTarget } from './coverage-target';
import { type MailPrescription, PRESCRIPTION_KINDS } from './mail-prescription';

const TEXT_CHARACTERS_MAX = 500;
const NAME_CHARACTERS_MAX = 100;
const provenance = {
  source: rowField.text(TEXT_CHARACTERS_MAX, 'who says so: a document, a system'),
  simulated: optional(rowField.flag('true if it is made up')),
};

const TargetRow = rowObject({
  targetId: rowField.id(),
  list: rowField.oneOf(TARGET_LISTS),
  placeCode: rowField.divisionCode('township (9 digits) or village (12 digits) it lies in'),
  name: rowField.text(NAME_CHARACTERS_MAX, 'name of the place, never of a person'),
  nodeId: optional(rowField.id('node at which its parcels change hands')),
  servedFrom: optional(rowField.day('day since which the operator says it is served')),
  from: rowField.day('first day on which it is a target'),
  to: optional(rowField.day('first day on which it no longer is; leave away while open')),
  ...provenance,
});

const PrescriptionRow = rowObject({
  prescriptionId: rowField.id(),
  unitCode: rowField.divisionCode('administrative village (12 digits)'),
  kind: rowField.oneOf(PRESCRIPTION_KINDS),
  visitsPerWeek: optional(rowField.int(1, 6, 'for a lesser frequency')),
  from: rowField.day('first day it holds'),
  to: optional(rowField.day('first day it no longer holds; a closure has one')),
  reason: rowField.text(TEXT_CHARACTERS_MAX, 'the written reason, printed where it decides'),
  ...provenance,
});

export const targetsDoor = batchDoor({ rowsField: 'targets', envelope: {}, row: TargetRow });
export const prescriptionsDoor = batchDoor({
  rowsField: 'prescriptions',
  envelope: {},
  row: PrescriptionRow,
});

const outcome = Type.Unsafe<'stored' | 'unchanged'>({
  type: 'string',
  enum: ['stored', 'unchanged'],
});
export const TargetResult = Type.Object({
  index: Type.Integer(),
  targetId: Type.String(),
  outcome,
});
export const PrescriptionResult = Type.Object({
  index: Type.Integer(),
  prescriptionId: Type.String(),
  outcome,
});

export function targetOf(row: Static<typeof TargetRow>): CoverageTarget {
  const { nodeId = null, servedFrom = null, to = null, simulated = false, ...said } = row;
  return { ...said, nodeId, servedFrom, to, simulated };
}

export function prescriptionOf(row: Static<typeof PrescriptionRow>): MailPrescription {
  const { visitsPerWeek = null, to = null, simulated = false, ...said } = row;
  return { ...said, visitsPerWeek, to, simulated };
}
