import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import { type RecordedShipmentEvent, type ShipmentEventView, viewOf } from './shipment-event';

/** What happened to a merchant's shipments after the last event it has seen. */
@Injectable()
export class ShipmentEvents {
  constructor(private readonly db: Database) {}

  /** `lastSequence` is what to send as the next `after`; unchanged when there is nothing new. */
  async after(
    merchantId: string,
    after: number,
    limit: number,
  ): Promise<{ items: ShipmentEventView[]; lastSequence: number }> {
    const rows = await this.db.query<RecordedShipmentEvent>(
      `select merchant_id as "merchantId", sequence, type, tracking_number as "trackingNumber",
         state, occurred_at as "occurredAt", recorded_at as "recordedAt", simulated
       from shipment_events where tenant = $1 and merchant_id = $2 and sequence > $3
       order by sequence limit $4`,
      [LOCAL_TENANT, merchantId, after, limit],
    );
    return { items: rows.map(viewOf), lastSequence: rows.at(-1)?.sequence ?? after };
  }
}
