import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { RecordedShipmentEvent } from './shipment-event';

const COLUMNS = {
  tenant: 'text',
  merchant_id: 'text',
  sequence: 'bigint',
  type: 'text',
  tracking_number: 'text',
  state: 'text',
  occurred_at: 'bigint',
  recorded_at: 'bigint',
  simulated: 'boolean',
} as const;

/** Rows of `shipment_events`. */
@Injectable()
export class ShipmentEventRepository {
  async insert(tx: Tx, events: readonly RecordedShipmentEvent[]): Promise<void> {
    const rows = events.map((event) => [
      LOCAL_TENANT,
      event.merchantId,
      event.sequence,
      event.type,
      event.trackingNumber,
      event.state,
      event.occurredAt,
      event.recordedAt,
      event.simulated,
    ]);
    await tx.insertMany('shipment_events', COLUMNS, rows);
  }
}
