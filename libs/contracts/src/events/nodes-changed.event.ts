import { type Static, Type } from '@sinclair/typebox';
import { NODE_TIERS } from '@youlu/vocabulary';
import { defineEvent } from '../event-contract';
import { DayText, Id, InstantMs, OneOf, PlaceCode, Simulated, Version, Weekdays } from '../fields';

const MinuteOfDay = Type.Integer({ minimum: 0, maximum: 1440 });

const Node = Type.Object({
  nodeId: Id,
  version: Version,
  tier: OneOf(NODE_TIERS),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  placeCode: PlaceCode,
  opensOn: DayText,
  closesOn: Type.Union([DayText, Type.Null()]),
  simulated: Simulated,
  /** Weekdays and minutes of the day on which a point is open; left away where no hours are stated. */
  openWeekdays: Type.Optional(Type.Union([Weekdays, Type.Null()])),
  opensAtMinute: Type.Optional(Type.Union([MinuteOfDay, Type.Null()])),
  closesAtMinute: Type.Optional(Type.Union([MinuteOfDay, Type.Null()])),
  /** When this version was noted; left away by senders that did not say. */
  recordedAt: Type.Optional(InstantMs),
});
export type NodeSnapshot = Static<typeof Node>;

export const NodesChanged = defineEvent({
  type: 'youlu.routing.nodes-changed.v1',
  topic: 'routing.node',
  owner: 'routing',
  rowSchema: Node,
  keyOf: (node) => node.nodeId,
  maxRowsPerRecord: 500,
  example: {
    nodeId: 'station-653024203',
    version: 1,
    tier: 'station',
    name: '黑孜苇乡邮政支局',
    placeCode: '653024203',
    opensOn: '2020-01-01',
    closesOn: null,
    simulated: true,
    recordedAt: 1_577_808_000_000,
  },
  why: 'Coverage must know which node is a township station, and which point keeps hours; tracking names nodes and their tiers.',
});
