import { Type } from '@sinclair/typebox';
import {
  DIRECTIONS,
  FEE_CENTS_MAX,
  HANDOVER_PROOFS,
  PARCEL_STATES,
  SCAN_KINDS,
  SERVICE_MODES,
  VERDICTS,
} from '@youlu/vocabulary';
import { rowField, rowObject } from '@youlu/http';

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

const Leg = rowObject({
  fromNodeId: rowField.id(),
  toNodeId: rowField.id(),
  departAt: rowField.instant(),
  arriveAt: rowField.instant(),
});

const FactShown = rowObject({
  scanId: rowField.id(),
  kind: rowField.oneOf(SCAN_KINDS),
  nodeId: rowField.id(),
  placeCode: rowField.divisionCode(),
  occurredAt: rowField.instant(),
  verdict: rowField.oneOf(VERDICTS, 'what the rules make of it; a scan is stored whatever it is'),
  late: Type.Boolean({ description: 'left its device more than an hour after it happened' }),
  consent: Type.Optional(Type.Boolean()),
  proof: Type.Optional(rowField.oneOf(HANDOVER_PROOFS)),
  feeCents: Type.Optional(
    rowField.int(0, FEE_CENTS_MAX, 'charged to the recipient at this hand-over, in fen (CNY)'),
  ),
  mode: Type.Optional(rowField.oneOf(SERVICE_MODES)),
});

export const ParcelAnswer = rowObject({
  trackingNumber: rowField.trackingNumber(),
  version: rowField.int(0, 2_147_483_647),
  state: rowField.oneOf(PARCEL_STATES),
  direction: nullable(rowField.oneOf(DIRECTIONS)),
  product: nullable(rowField.id()),
  originCode: nullable(rowField.divisionCode()),
  destinationCode: nullable(rowField.divisionCode()),
  misdirected: Type.Boolean({ description: 'its last effective scan is off plan' }),
  nextExpected: nullable(
    rowObject({
      kind: rowField.oneOf(SCAN_KINDS),
      nodeId: rowField.id(),
      expectedAt: nullable(rowField.instant()),
    }),
  ),
  eta: nullable(rowField.instant()),
  facts: Type.Array(FactShown),
  itinerary: Type.Optional(
    rowObject({
      outcome: Type.String(),
      nodeIds: Type.Array(rowField.id()),
      legs: Type.Array(Leg),
    }),
  ),
  simulated: Type.Boolean(),
});

export const CorrectionAnswer = rowObject({
  correctionId: rowField.id(),
  trackingNumber: rowField.trackingNumber(),
  scanId: rowField.id(),
  reason: rowField.text(500),
  correctedAt: rowField.instant(),
});
