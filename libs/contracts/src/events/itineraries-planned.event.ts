import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-contract';
import { Id, InstantMs, OneOf, TrackingNumberText, Version } from '../fields';

const Leg = Type.Object({
  fromNodeId: Id,
  toNodeId: Id,
  departAt: InstantMs,
  arriveAt: InstantMs,
});
export type ItineraryLeg = Static<typeof Leg>;

/** Why there is no plan; `planned` when there is one. */
export const PLAN_OUTCOMES = [
  'planned',
  'no-origin-node',
  'no-destination-node',
  'no-path',
  'withdrawn',
] as const;
export type PlanOutcome = (typeof PLAN_OUTCOMES)[number];

const Itinerary = Type.Object({
  trackingNumber: TrackingNumberText,
  version: Version,
  outcome: OneOf(PLAN_OUTCOMES),
  /** Empty unless planned over at least one leg. */
  legs: Type.Array(Leg, { maxItems: 32 }),
  /** Every node the plan touches, in order; origin and destination may be one and the same. */
  nodeIds: Type.Array(Id, { maxItems: 33 }),
  etaAt: Type.Union([InstantMs, Type.Null()]),
});
export type ItinerarySnapshot = Static<typeof Itinerary>;

export const ItinerariesPlanned = defineEvent({
  type: 'youlu.routing.itineraries-planned.v1',
  topic: 'routing.itinerary',
  owner: 'routing',
  rowSchema: Itinerary,
  keyOf: (itinerary) => itinerary.trackingNumber,
  maxRowsPerRecord: 300,
  example: {
    trackingNumber: 'LX123456785CN',
    version: 1,
    outcome: 'planned',
    legs: [
      {
        fromNodeId: 'county-653024',
        toNodeId: 'sorting-653101',
        departAt: 1_598_720_400_000,
        arriveAt: 1_598_727_600_000,
      },
    ],
    nodeIds: ['county-653024', 'sorting-653101'],
    etaAt: 1_598_727_600_000,
  },
  why: 'Tracking judges each scan against the plan and tells the next expected step.',
});
