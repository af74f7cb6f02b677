import { batchDoor, optional, PageQuery, rowField, rowObject, type RowOf } from '@youlu/http';
import { DivisionCodeField, OneOfField } from '@youlu/http';
import { type TSchema, Type } from '@sinclair/typebox';
import { NODE_TIERS } from '@youlu/vocabulary';
import type { LinkRow, NodeRow, TimetableRow } from './rows/network-rows';

/** A week: no handling and no wait for a vehicle in a timetable is longer. */
const HANDLING_MINUTES_MAX = 10_080;
/** Two weeks on the road. */
const TRAVEL_MINUTES_MAX = 20_160;

const MINUTES_A_DAY = 1_440;

const lastDay = Type.Union([Type.String({ format: 'date' }), Type.Null()], {
  description: 'first day it no longer holds, YYYY-MM-DD; null or absent while open',
});

const nodeRow = rowObject({
  nodeId: rowField.id(),
  tier: rowField.oneOf(NODE_TIERS),
  name: rowField.text(100, 'name of the facility, never of a person'),
  placeCode: rowField.divisionCode('division it stands in; for a gateway the one it leads to'),
  handlingMinutes: rowField.int(0, HANDLING_MINUTES_MAX, 'minutes from arrival to departure'),
  opensOn: rowField.day(),
  closesOn: optional(lastDay),
  openWeekdays: optional(rowField.weekdays('days on which it is open, 1 = Monday … 7 = Sunday')),
  opensAtMinute: optional(rowField.int(0, MINUTES_A_DAY, 'minutes after midnight, official time')),
  closesAtMinute: optional(rowField.int(0, MINUTES_A_DAY)),
  simulated: optional(rowField.flag()),
});
export const nodesDoor = batchDoor({ rowsField: 'nodes', envelope: {}, row: nodeRow });

const linkRow = rowObject({
  linkId: rowField.id(),
  fromNodeId: rowField.id(),
  toNodeId: rowField.id(),
  distanceKm: rowField.number(0, 20_000),
  simulated: optional(rowField.flag()),
});
export const linksDoor = batchDoor({ rowsField: 'links', envelope: {}, row: linkRow });

const timetableRow = rowObject({
  timetableId: rowField.id(),
  linkId: rowField.id(),
  weekdays: rowField.weekdays(),
  departMinute: rowField.int(0, 1439, 'minutes after midnight, official time'),
  travelMinutes: rowField.int(1, TRAVEL_MINUTES_MAX),
  from: rowField.day('first day it runs'),
  to: optional(lastDay),
  simulated: optional(rowField.flag()),
});
export const timetablesDoor = batchDoor({
  rowsField: 'timetables',
  envelope: {},
  row: timetableRow,
});

const orNull = (schema: TSchema) => Type.Union([schema, Type.Null()]);

/** What became of each accepted row. */
export const importResult = Type.Object({
  index: Type.Integer(),
  id: Type.String(),
  outcome: Type.Unsafe<string>({ type: 'string', enum: ['created', 'changed', 'unchanged'] }),
  version: Type.Integer(),
});

export const nodeAnswer = Type.Object({
  nodeId: Type.String(),
  tier: Type.Unsafe<string>({ type: 'string', enum: [...NODE_TIERS] }),
  name: Type.String(),
  placeCode: Type.String(),
  handlingMinutes: Type.Integer(),
  opensOn: Type.String({ format: 'date' }),
  closesOn: lastDay,
  openWeekdays: orNull(Type.Array(Type.Integer())),
  opensAtMinute: orNull(Type.Integer()),
  closesAtMinute: orNull(Type.Integer()),
  simulated: Type.Boolean(),
  version: Type.Integer(),
});

export class ListNodesQuery extends PageQuery {
  @OneOfField(NODE_TIERS, { optional: true })
  tier?: string;

  @DivisionCodeField({ optional: true, description: 'nodes in this division' })
  place?: string;
}

export function toNode(row: RowOf<typeof nodeRow>): NodeRow {
  const { openWeekdays, opensAtMinute = null, closesAtMinute = null } = row;
  return {
    ...row,
    closesOn: row.closesOn ?? null,
    openWeekdays: openWeekdays ? [...openWeekdays].sort((a, b) => a - b) : null,
    opensAtMinute,
    closesAtMinute,
    simulated: row.simulated ?? false,
  };
}

export function toLink(row: RowOf<typeof linkRow>): LinkRow {
  return { ...row, simulated: row.simulated ?? false };
}

export function toTimetable(row: RowOf<typeof timetableRow>): TimetableRow {
  const weekdays = [...row.weekdays].sort((a, b) => a - b);
  return { ...row, weekdays, to: row.to ?? null, simulated: row.simulated ?? false };
}
