import { Injectable } from '@nestjs/common';
import type { ItineraryLeg } from '@youlu/contracts';
import { Database } from '@youlu/persistence';
import {
  type HandoverProof,
  type Instant,
  type ParcelState,
  type ServiceMode,
  type Verdict,
  formatInstant,
} from '@youlu/vocabulary';
import { type Delivery, deriveDelivery } from './fold/delivery';
import type { Fact } from './fold/fact';
import { isLate } from './fold/late-scan';
import { nextStep } from './fold/next-step';
import type { Parcel } from './parcel';
import { UnknownParcel } from './parcel.errors';
import { PARCEL_COLUMNS, type ParcelRow, storedParcelOf } from './parcel.repository';

interface TimelineRow extends ParcelRow {
  outcome: string | null;
  legs: ItineraryLeg[] | null;
}

const TIMELINE = `SELECT ${PARCEL_COLUMNS}, i.outcome, i.legs
  FROM parcels LEFT JOIN LATERAL (
    SELECT outcome, legs FROM itineraries WHERE itineraries.tracking_number = $1) i ON true
  WHERE tracking_number = $1`;

/** What a parcel's page shows. */
export interface ParcelTimeline {
  trackingNumber: string;
  /** Of the snapshot other services were told last. */
  version: number;
  state: ParcelState;
  direction: string | null;
  product: string | null;
  originCode: string | null;
  destinationCode: string | null;
  misdirected: boolean;
  nextExpected: { kind: string; nodeId: string; expectedAt: string | null } | null;
  eta: string | null;
  facts: {
    scanId: string;
    kind: string;
    nodeId: string;
    placeCode: string;
    occurredAt: string;
    verdict: Verdict;
    late: boolean;
    consent?: boolean;
    proof?: HandoverProof;
    feeCents?: number;
    mode?: ServiceMode;
  }[];
  itinerary?: {
    outcome: string;
    nodeIds: readonly string[];
    legs: { fromNodeId: string; toNodeId: string; departAt: string; arriveAt: string }[];
  };
  simulated: boolean;
}

/** One parcel: promise, plan, and what happened with its verdicts. */
@Injectable()
export class ReadParcelTimeline {
  constructor(private readonly db: Database) {}

  /** @throws UnknownParcel */
  async execute(trackingNumber: string): Promise<ParcelTimeline> {
    const [row] = await this.db.queryPrepared<TimelineRow>('parcel-timeline', TIMELINE, [
      trackingNumber,
    ]);
    if (!row) throw new UnknownParcel(trackingNumber);
    const { parcel, version } = storedParcelOf(row);
    return timelineOf(parcel, version, row);
  }
}

function timelineOf(parcel: Parcel, version: number, row: TimelineRow): ParcelTimeline {
  const { booking, plan, facts } = parcel;
  const delivery = deriveDelivery(parcel);
  const legs = row.legs ?? [];
  return {
    trackingNumber: parcel.trackingNumber,
    version,
    state: delivery.state,
    direction: booking?.direction ?? null,
    product: booking?.productId ?? null,
    originCode: booking?.originCode ?? null,
    destinationCode: booking?.destinationCode ?? null,
    misdirected: delivery.misdirected,
    nextExpected: nextExpectedOf(parcel, delivery, legs),
    eta: instantOrNull(plan?.etaAt),
    facts: facts.map((fact, i) => shownFact(fact, delivery.verdicts[i] as Verdict)),
    ...(plan && row.outcome !== null
      ? { itinerary: { outcome: row.outcome, nodeIds: plan.nodeIds, legs: legs.map(shownLeg) } }
      : {}),
    simulated: booking?.simulated ?? false,
  };
}

function nextExpectedOf(
  { plan }: Parcel,
  delivery: Delivery,
  legs: readonly ItineraryLeg[],
): ParcelTimeline['nextExpected'] {
  const step = plan && nextStep(delivery, plan.nodeIds, legs);
  return step ? { ...step, expectedAt: instantOrNull(step.expectedAt) } : null;
}

function shownFact(fact: Fact, verdict: Verdict): ParcelTimeline['facts'][number] {
  const { scanId, kind, nodeId, placeCode, consent, proof, feeCents, mode } = fact;
  return {
    scanId,
    kind,
    nodeId,
    placeCode,
    occurredAt: formatInstant(fact.occurredAt),
    verdict,
    late: isLate(fact),
    ...(consent === undefined ? {} : { consent }),
    ...(proof === undefined ? {} : { proof }),
    ...(feeCents === undefined ? {} : { feeCents }),
    ...(mode === undefined ? {} : { mode }),
  };
}

function shownLeg({ fromNodeId, toNodeId, departAt, arriveAt }: ItineraryLeg) {
  return {
    fromNodeId,
    toNodeId,
    departAt: formatInstant(departAt),
    arriveAt: formatInstant(arriveAt),
  };
}

function instantOrNull(instant: Instant | null | undefined): string | null {
  return instant === null || instant === undefined ? null : formatInstant(instant);
}
