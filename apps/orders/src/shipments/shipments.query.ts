import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { ParcelState, TrackingNumber } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import type { Shipment } from './shipment';
import { UnknownShipment } from './shipment.errors';

export const SHIPMENT_COLUMNS = `tracking_number as "trackingNumber", merchant_id as "merchantId",
  product_id as "productId", direction, origin_code as "originCode",
  destination_code as "destinationCode", produced_in_code as "producedInCode", weight_grams as "weightGrams", ready_at as "readyAt",
  cancelled_at as "cancelledAt", version, state, simulated`;

export interface OrdersTotals {
  readonly shipments: number;
  readonly byState: Partial<Record<ParcelState, number>>;
}

/** Reads of shipments. */
@Injectable()
export class Shipments {
  constructor(private readonly db: Database) {}

  /** @throws UnknownShipment */
  async one(trackingNumber: TrackingNumber): Promise<Shipment> {
    const [shipment] = await this.db.query<Shipment>(
      `select ${SHIPMENT_COLUMNS} from shipments where tenant = $1 and tracking_number = $2`,
      [LOCAL_TENANT, trackingNumber],
    );
    if (shipment === undefined) throw new UnknownShipment(trackingNumber);
    return shipment;
  }

  /** A merchant's shipments in the order of their numbers, of one state or of all. */
  async page(asked: {
    merchantId: string;
    state?: ParcelState;
    limit: number;
    cursor?: string;
  }): Promise<Page<Shipment>> {
    const { merchantId, state, limit, cursor } = asked;
    const after = decodeCursor(cursor, { trackingNumber: 'string' })?.trackingNumber ?? '';
    // No index holds the state, so that following a parcel updates its row in place; a rare state
    // is looked for among all shipments of the merchant.
    const rows = await this.db.query<Shipment>(
      `select ${SHIPMENT_COLUMNS} from shipments
       where tenant = $1 and merchant_id = $2 and tracking_number > $3
         and ($5::text is null or state = $5)
       order by tracking_number limit $4`,
      [LOCAL_TENANT, merchantId, after, limit + 1, state ?? null],
    );
    return pageOf(rows, limit, ({ trackingNumber }) => ({ trackingNumber }));
  }

  async totals(): Promise<OrdersTotals> {
    const rows = await this.db.query<{ state: ParcelState; count: number }>(
      'select state, count(*) from shipments where tenant = $1 group by state order by state',
      [LOCAL_TENANT],
    );
    return {
      shipments: rows.reduce((sum, { count }) => sum + count, 0),
      byState: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    };
  }
}
