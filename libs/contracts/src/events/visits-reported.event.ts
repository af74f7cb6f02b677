import { type Static, Type } from '@sinclair/typebox';
import { HANDOVER_POINTS } from '@youlu/vocabulary';
import { defineEvent } from '../event-contract';
import { Id, InstantMs, OneOf, PlaceCode, Simulated } from '../fields';

/** One telling of a visit: told again when it was sent earlier than known so far, or is simulated. */
const Visit = Type.Object({
  visitId: Id,
  roundId: Id,
  villageCode: PlaceCode,
  visitedAt: InstantMs,
  sentAt: InstantMs,
  /** When this telling was recorded: what it says was not known before. */
  recordedAt: InstantMs,
  handoverPoint: OneOf(HANDOVER_POINTS),
  /** Left away where no simulation made it, and by rows from before visits said so. */
  simulated: Type.Optional(Simulated),
});
export type VisitRow = Static<typeof Visit>;

export const VisitsReported = defineEvent({
  type: 'youlu.routing.visits-reported.v1',
  topic: 'routing.visit',
  owner: 'routing',
  rowSchema: Visit,
  keyOf: (visit) => visit.villageCode,
  maxRowsPerRecord: 1000,
  example: {
    visitId: 'v-653024203200-2020-08-31',
    roundId: 'round-653024203200',
    villageCode: '653024203200',
    visitedAt: 1_598_842_800_000,
    sentAt: 1_598_846_400_000,
    recordedAt: 1_598_846_401_000,
    handoverPoint: 'village-point',
    simulated: true,
  },
  why: 'Coverage counts the visited days of each week for direct mail; tracking finds missed rounds.',
});
