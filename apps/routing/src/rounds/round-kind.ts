import { nodeReference } from '../network/network-kinds';
import type { RoundRow } from '../network/rows/network-rows';
import type { RowKind } from '../network/rows/row-kind';

export const ROUND_KIND: RowKind<RoundRow> = {
  word: 'round',
  table: 'rounds',
  id: 'roundId',
  idColumn: 'round_id',
  columns: {
    roundId: { name: 'round_id', type: 'text' },
    villageCode: { name: 'village_code', type: 'text' },
    stationNodeId: { name: 'station_node_id', type: 'text' },
    weekdays: { name: 'weekdays', type: 'int4[]' },
    from: { name: 'runs_from', type: 'date' },
    to: { name: 'runs_to', type: 'date' },
    simulated: { name: 'simulated', type: 'boolean' },
  },
  references: [nodeReference('stationNodeId')],
};
