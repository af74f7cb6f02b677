import { Type } from '@sinclair/typebox';
import {
  BooleanField,
  batchDoor,
  DivisionCodeField,
  IdField,
  InstantField,
  IntField,
  OneOfField,
  optional,
  PageQuery,
  rowField,
  rowObject,
  type RowOf,
  TrackingNumberField,
} from '@youlu/http';
import { DIRECTIONS, type Direction, PARCEL_STATES, type ParcelState } from '@youlu/vocabulary';

const WEIGHT_GRAMS_MAX = 1_000_000;

/** One row of a batch: what `BookShipmentDto` is, without the merchant. */
const BookingRow = rowObject({
  trackingNumber: optional(rowField.trackingNumber('an S10 number of a block leased to you')),
  productId: optional(rowField.id()),
  direction: rowField.oneOf(DIRECTIONS),
  originCode: rowField.divisionCode(),
  destinationCode: rowField.divisionCode(),
  producedInCode: optional(rowField.divisionCode('where the goods were made')),
  weightGrams: rowField.int(1, WEIGHT_GRAMS_MAX),
  readyAt: rowField.instant('when the parcel can be taken'),
  simulated: optional(rowField.flag()),
});
export type BookingRow = RowOf<typeof BookingRow>;

export const bookingDoor = batchDoor({
  rowsField: 'shipments',
  envelope: { merchantId: rowField.id() },
  row: BookingRow,
});

export const BookedRow = Type.Object({
  index: Type.Integer(),
  trackingNumber: Type.String(),
  state: Type.String(),
});

export class BookShipmentDto {
  @IdField()
  merchantId: string;

  @TrackingNumberField({
    optional: true,
    description: 'An S10 number of a block leased to you; left out, the platform gives one',
  })
  trackingNumber?: string;

  @IdField({ optional: true })
  productId?: string;

  @OneOfField(DIRECTIONS)
  direction: Direction;

  @DivisionCodeField({ description: 'Division it comes from; never an address' })
  originCode: string;

  @DivisionCodeField({ description: 'Division it goes to; never an address' })
  destinationCode: string;

  @DivisionCodeField({
    optional: true,
    description: 'Where the goods were made, if not where they come from',
  })
  producedInCode?: string;

  @IntField({ min: 1, max: WEIGHT_GRAMS_MAX })
  weightGrams: number;

  @InstantField({ description: 'When the parcel can be taken' })
  readyAt: string;

  @BooleanField({ optional: true })
  simulated?: boolean;
}

export class CancelShipmentDto {
  @InstantField({ description: 'When it was called off' })
  cancelledAt: string;
}

export class ListShipmentsQuery extends PageQuery {
  @IdField()
  merchantId: string;

  @OneOfField(PARCEL_STATES, { optional: true })
  state?: ParcelState;
}

export const TotalsAnswer = Type.Object({
  shipments: Type.Integer(),
  byState: Type.Record(Type.String(), Type.Integer()),
});
