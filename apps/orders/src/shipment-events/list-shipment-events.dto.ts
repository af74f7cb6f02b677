import { Type } from '@sinclair/typebox';
import { IdField, IntField, PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@youlu/http';
import { ShipmentEventView } from './shipment-event';

export class ListShipmentEventsQuery {
  @IdField()
  merchantId: string;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    fromQuery: true,
    optional: true,
    description: 'The lastSequence of the answer before; 0 for the beginning',
  })
  after: number = 0;

  @IntField({ min: 1, max: PAGE_LIMIT_MAX, fromQuery: true, optional: true })
  limit: number = PAGE_LIMIT_DEFAULT;
}

export const ShipmentEventsAnswer = Type.Object({
  items: Type.Array(ShipmentEventView),
  lastSequence: Type.Integer({ description: 'Send it as the next `after`' }),
});
