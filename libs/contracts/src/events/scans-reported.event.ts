import { type Static, Type } from '@sinclair/typebox';
import { SCAN_KINDS } from '@youlu/vocabulary';
import { defineEvent } from '../event-contract';
import {
  FeeCents,
  Id,
  InstantMs,
  Mode,
  OneOf,
  PlaceCode,
  Proof,
  TrackingNumberText,
} from '../fields';

const Scan = Type.Object({
  scanId: Id,
  trackingNumber: TrackingNumberText,
  kind: OneOf(SCAN_KINDS),
  nodeId: Id,
  placeCode: PlaceCode,
  occurredAt: InstantMs,
  sentAt: InstantMs,
  recordedAt: InstantMs,
  deviceId: Type.Optional(Id),
  consent: Type.Optional(Type.Boolean()),
  proof: Type.Optional(Proof),
  feeCents: Type.Optional(FeeCents),
  mode: Type.Optional(Mode),
});
export type ScanRow = Static<typeof Scan>;

export const ScansReported = defineEvent({
  type: 'youlu.tracking.scans-reported.v1',
  topic: 'tracking.scan',
  owner: 'tracking',
  rowSchema: Scan,
  keyOf: (scan) => scan.trackingNumber,
  maxRowsPerRecord: 1000,
  example: {
    scanId: '01J8ZC7Q3M-0001',
    trackingNumber: 'LX123456785CN',
    kind: 'arrived',
    nodeId: 'county-653024',
    placeCode: '653024',
    occurredAt: 1_598_920_200_000,
    sentAt: 1_598_920_260_000,
    recordedAt: 1_598_920_261_000,
  },
  why: 'The door has accepted these scans; the writer of tracking stores and folds them.',
});
