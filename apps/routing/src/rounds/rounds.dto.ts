import { Type } from '@sinclair/typebox';
import { batchDoor, optional, rowField, rowObject, type RowOf } from '@youlu/http';
import type { RoundRow } from '../network/rows/network-rows';

const roundRow = rowObject({
  roundId: rowField.id(),
  villageCode: rowField.divisionCode('the village the carrier goes to, 12 digits'),
  stationNodeId: rowField.id('node the carrier leaves from'),
  weekdays: rowField.weekdays(),
  from: rowField.day('first day it runs'),
  to: optional(
    Type.Union([Type.String({ format: 'date' }), Type.Null()], {
      description: 'first day it no longer runs, YYYY-MM-DD; null or absent while open',
    }),
  ),
  simulated: optional(rowField.flag()),
});
export const roundsDoor = batchDoor({ rowsField: 'rounds', envelope: {}, row: roundRow });

export function toRound(row: RowOf<typeof roundRow>): RoundRow {
  const weekdays = [...row.weekdays].sort((a, b) => a - b);
  return { ...row, weekdays, to: row.to ?? null, simulated: row.simulated ?? false };
}
