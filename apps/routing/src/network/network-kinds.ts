import type { LinkRow, NodeRow, TimetableRow } from './rows/network-rows';
import type { Reference, RowKind } from './rows/row-kind';

const TEXT = 'text';
const column = (name: string, type: string) => ({ name, type });

export const NODE_KIND: RowKind<NodeRow> = {
  word: 'node',
  table: 'nodes',
  id: 'nodeId',
  idColumn: 'node_id',
  columns: {
    nodeId: column('node_id', TEXT),
    tier: column('tier', TEXT),
    name: column('name', TEXT),
    placeCode: column('place_code', TEXT),
    handlingMinutes: column('handling_minutes', 'int4'),
    opensOn: column('opens_on', 'date'),
    closesOn: column('closes_on', 'date'),
    openWeekdays: column('open_weekdays', 'int4[]'),
    opensAtMinute: column('opens_at_minute', 'int4'),
    closesAtMinute: column('closes_at_minute', 'int4'),
    simulated: column('simulated', 'boolean'),
  },
  references: [],
};

/** A field that names a node. */
export function nodeReference<Row>(field: keyof Row & string): Reference<Row> {
  return { field, word: 'node', zh: '节点', table: 'nodes', column: 'node_id', door: '/v1/nodes' };
}

export const LINK_KIND: RowKind<LinkRow> = {
  word: 'link',
  table: 'links',
  id: 'linkId',
  idColumn: 'link_id',
  columns: {
    linkId: column('link_id', TEXT),
    fromNodeId: column('from_node_id', TEXT),
    toNodeId: column('to_node_id', TEXT),
    distanceKm: column('distance_km', 'float8'),
    simulated: column('simulated', 'boolean'),
  },
  references: [nodeReference('fromNodeId'), nodeReference('toNodeId')],
};

export const TIMETABLE_KIND: RowKind<TimetableRow> = {
  word: 'timetable',
  table: 'timetables',
  id: 'timetableId',
  idColumn: 'timetable_id',
  columns: {
    timetableId: column('timetable_id', TEXT),
    linkId: column('link_id', TEXT),
    weekdays: column('weekdays', 'int4[]'),
    departMinute: column('depart_minute', 'int4'),
    travelMinutes: column('travel_minutes', 'int4'),
    from: column('runs_from', 'date'),
    to: column('runs_to', 'date'),
    simulated: column('simulated', 'boolean'),
  },
  references: [
    {
      field: 'linkId',
      word: 'link',
      zh: '线路',
      table: 'links',
      column: 'link_id',
      door: '/v1/links',
    },
  ],
};
