import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-contract';
import { DayText, Id, PlaceCode, Simulated, Version, Weekdays } from '../fields';

const Round = Type.Object({
  roundId: Id,
  version: Version,
  villageCode: PlaceCode,
  stationNodeId: Id,
  weekdays: Weekdays,
  /** First day the round runs. */
  from: DayText,
  /** First day it no longer runs; null while open. */
  to: Type.Union([DayText, Type.Null()]),
  simulated: Simulated,
});
export type RoundSnapshot = Static<typeof Round>;

export const RoundsChanged = defineEvent({
  type: 'youlu.routing.rounds-changed.v1',
  topic: 'routing.round',
  owner: 'routing',
  rowSchema: Round,
  keyOf: (round) => round.villageCode,
  maxRowsPerRecord: 500,
  example: {
    roundId: 'round-653024203200',
    version: 1,
    villageCode: '653024203200',
    stationNodeId: 'station-653024203',
    weekdays: [1, 3, 5],
    from: '2020-01-01',
    to: null,
    simulated: true,
  },
  why: 'A missed round is a scheduled day without a visit: tracking lists it for operators.',
});
