import { type Static, Type } from '@sinclair/typebox';
import { DIRECTIONS, PARCEL_STATES, SCAN_KINDS, VERDICTS } from '@youlu/vocabulary';
import { defineEvent } from '../event-contract';
import {
  FeeCents,
  Id,
  InstantMs,
  Mode,
  OneOf,
  PlaceCode,
  Proof,
  Simulated,
  TrackingNumberText,
  Version,
} from '../fields';

/** What was known of a fact in [from, to), and then turned out otherwise. */
const FormerStatement = Type.Object({
  from: InstantMs,
  to: InstantMs,
  verdict: OneOf(VERDICTS),
  endsAt: Type.Union([InstantMs, Type.Null()]),
});

/**
 * A fact that can be evidence: the parcel was accepted, rested somewhere or was handed over.
 * `endsAt` is when the next effective fact ended it, null while it is the last.
 */
const SnapshotFact = Type.Object({
  scanId: Id,
  kind: OneOf(SCAN_KINDS),
  nodeId: Id,
  placeCode: PlaceCode,
  occurredAt: InstantMs,
  recordedAt: InstantMs,
  verdict: OneOf(VERDICTS),
  endsAt: Type.Union([InstantMs, Type.Null()]),
  withdrawnAt: Type.Union([InstantMs, Type.Null()]),
  /** Whether the recipient agreed to a station or locker; left away where the scan did not say. */
  consent: Type.Optional(Type.Boolean()),
  proof: Type.Optional(Proof),
  feeCents: Type.Optional(FeeCents),
  mode: Type.Optional(Mode),
  /** Since when the verdict is known; left away where that is `recordedAt`. */
  knownFrom: Type.Optional(InstantMs),
  /** Since when its end is known, where that was later than the verdict: before, it had none. */
  endKnownFrom: Type.Optional(InstantMs),
  /** What was known before `knownFrom`, oldest first; left away where nothing else was. */
  formerly: Type.Optional(Type.Array(FormerStatement, { maxItems: 64 })),
});
export type SnapshotFact = Static<typeof SnapshotFact>;

const OptionalInstant = Type.Union([InstantMs, Type.Null()]);

const Snapshot = Type.Object({
  trackingNumber: TrackingNumberText,
  version: Version,
  state: OneOf(PARCEL_STATES),
  /** Null until the booking is known. */
  direction: Type.Union([OneOf(DIRECTIONS), Type.Null()]),
  productId: Type.Union([Id, Type.Null()]),
  originCode: Type.Union([PlaceCode, Type.Null()]),
  destinationCode: Type.Union([PlaceCode, Type.Null()]),
  misdirected: Type.Boolean(),
  lastFactAt: OptionalInstant,
  /** First effective fact of each sort. */
  acceptedAt: OptionalInstant,
  departedAt: OptionalInstant,
  deliveredAt: OptionalInstant,
  returnedAt: OptionalInstant,
  /** Kinds accepted, delivered, held-at-station, in-locker, whatever their verdict. */
  facts: Type.Array(SnapshotFact, { maxItems: 64 }),
  /** Evidence-capable facts beyond the 64 carried: an exception to look at, never a silent cut. */
  factsNotCarried: Type.Integer({ minimum: 0 }),
  simulated: Simulated,
});
export type ParcelSnapshot = Static<typeof Snapshot>;

export const ParcelsChanged = defineEvent({
  type: 'youlu.tracking.parcels-changed.v1',
  topic: 'tracking.parcel',
  owner: 'tracking',
  rowSchema: Snapshot,
  keyOf: (parcel) => parcel.trackingNumber,
  maxRowsPerRecord: 300,
  example: {
    trackingNumber: 'LX123456785CN',
    version: 7,
    state: 'delivered',
    direction: 'inbound',
    productId: null,
    originCode: '330100',
    destinationCode: '653024203200',
    misdirected: false,
    lastFactAt: 1_598_930_000_000,
    acceptedAt: 1_598_700_000_000,
    departedAt: 1_598_710_000_000,
    deliveredAt: 1_598_930_000_000,
    returnedAt: null,
    facts: [
      {
        scanId: '01J8ZC7Q3M-0009',
        kind: 'delivered',
        nodeId: 'village-653024203200',
        placeCode: '653024203200',
        occurredAt: 1_598_930_000_000,
        recordedAt: 1_598_930_005_000,
        verdict: 'ok',
        endsAt: null,
        withdrawnAt: null,
      },
    ],
    factsNotCarried: 0,
    simulated: true,
  },
  why: 'Coverage takes evidence from it, orders takes state and project counts; each replaces all it had derived from the parcel.',
});
