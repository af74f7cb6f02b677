import { batchDoor, optional, rowField, rowObject, type RowOf } from '@youlu/http';
import { HANDOVER_POINTS, type Instant, parseInstant } from '@youlu/vocabulary';
import type { FieldFault } from '../network/period';
import { villageCodeFault } from '../network/village-code';
import type { Visit } from './visit';

const visitRow = rowObject({
  visitId: rowField.id('made by the device; the same visit sent again has the same id'),
  roundId: rowField.id(),
  villageCode: rowField.divisionCode('where the visit was, 12 digits'),
  visitedAt: rowField.instant(),
  handoverPoint: rowField.oneOf(HANDOVER_POINTS),
  simulated: optional(
    rowField.flag('made by a simulation; every visit of a simulated round is, whatever is said'),
  ),
});
export const visitsDoor = batchDoor({
  rowsField: 'visits',
  envelope: {
    sentAt: rowField.instant("the device's clock when it sends this request"),
    deviceId: optional(rowField.id()),
  },
  row: visitRow,
});

/** What the schema cannot say. A visit in the future is stored: that is a verdict, not a form. */
export function visitFault(row: RowOf<typeof visitRow>): FieldFault | undefined {
  return villageCodeFault(row.villageCode) ?? before1970Fault('visitedAt', row.visitedAt);
}

export function before1970Fault(field: string, iso: string): FieldFault | undefined {
  if (instantOf(iso) >= 0) return undefined;
  return {
    field,
    code: 'out-of-range',
    reason: `${field} 早于 1970 年。${field} is before 1970`,
    fix: '请填设备时间，不早于 1970 年。Send the time of the device, 1970 or later.',
  };
}

export function toVisit(row: RowOf<typeof visitRow>, sentAt: Instant): Visit {
  const { simulated = false } = row;
  return { ...row, visitedAt: instantOf(row.visitedAt), sentAt, simulated };
}

/** The schema has checked the form. */
export function instantOf(iso: string): Instant {
  return parseInstant(iso) as Instant;
}
