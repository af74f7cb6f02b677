import { type Static, Type } from '@sinclair/typebox';
import {
  DIRECTIONS,
  type Direction,
  formatInstant,
  PARCEL_STATES,
  type ParcelState,
} from '@youlu/vocabulary';
import type { Shipment } from './shipment';

const OptionalText = (options = {}) => Type.Union([Type.String(options), Type.Null()]);

/** A shipment as the API shows it. */
export const ShipmentView = Type.Object({
  trackingNumber: Type.String(),
  merchantId: Type.String(),
  productId: OptionalText(),
  direction: Type.Unsafe<Direction>({ type: 'string', enum: [...DIRECTIONS] }),
  originCode: Type.String(),
  destinationCode: Type.String(),
  producedInCode: OptionalText(),
  weightGrams: Type.Integer(),
  readyAt: Type.String({ format: 'date-time' }),
  state: Type.Unsafe<ParcelState>({ type: 'string', enum: [...PARCEL_STATES] }),
  cancelledAt: OptionalText({ format: 'date-time' }),
  simulated: Type.Boolean(),
});
export type ShipmentView = Static<typeof ShipmentView>;

export function viewOf(shipment: Shipment): ShipmentView {
  const { cancelledAt } = shipment;
  return {
    trackingNumber: shipment.trackingNumber,
    merchantId: shipment.merchantId,
    productId: shipment.productId,
    direction: shipment.direction,
    originCode: shipment.originCode,
    destinationCode: shipment.destinationCode,
    producedInCode: shipment.producedInCode,
    weightGrams: shipment.weightGrams,
    readyAt: formatInstant(shipment.readyAt),
    state: shipment.state,
    cancelledAt: cancelledAt === null ? null : formatInstant(cancelledAt),
    simulated: shipment.simulated,
  };
}
