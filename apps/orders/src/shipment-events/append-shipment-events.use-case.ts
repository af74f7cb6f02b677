import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { TakeSequences } from '../merchants/take-sequences.use-case';
import { countPerMerchant, numberEvents, type ShipmentEvent } from './shipment-event';
import { ShipmentEventRepository } from './shipment-event.repository';

/** Appends events to their merchants' sequences; the last writing step of its transaction. */
@Injectable()
export class AppendShipmentEvents {
  constructor(
    private readonly takeSequences: TakeSequences,
    private readonly rows: ShipmentEventRepository,
  ) {}

  async execute(tx: Tx, events: readonly ShipmentEvent[], now: Instant): Promise<void> {
    if (events.length === 0) return;
    const first = await this.takeSequences.execute(tx, countPerMerchant(events));
    const numbered = numberEvents(events, first);
    await this.rows.insert(
      tx,
      numbered.map((event) => ({ ...event, recordedAt: now })),
    );
  }
}
