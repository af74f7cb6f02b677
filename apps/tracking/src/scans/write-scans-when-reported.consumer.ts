import { Controller } from '@nestjs/common';
import { type ScanRow, ScansReported } from '@youlu/contracts';
import { type ConsumerContext, Consumes, type EventBatch } from '@youlu/messaging';
import { ChangeParcels } from '../parcels/change-parcels.use-case';
import type { Scan } from '../parcels/fold/fact';
import type { ParcelNews } from '../parcels/parcel';

/** Stores and folds reported scans: one transaction a batch, gathered over the partitions. */
@Controller()
export class WriteScansWhenReported {
  constructor(private readonly changeParcels: ChangeParcels) {}

  @Consumes(ScansReported, {
    consumer: 'tracking.scan-writer',
    gather: { maxRows: 20_000, maxWaitMs: 20, lanes: 2 },
  })
  async write(batch: EventBatch<ScanRow>, { tx }: ConsumerContext): Promise<void> {
    await this.changeParcels.execute(tx, batch.rows.map(newsOf));
  }
}

function newsOf(row: ScanRow): ParcelNews {
  const scan: Scan = {
    scanId: row.scanId,
    kind: row.kind,
    nodeId: row.nodeId,
    placeCode: row.placeCode,
    occurredAt: row.occurredAt,
    sentAt: row.sentAt,
    recordedAt: row.recordedAt,
    consent: row.consent,
    proof: row.proof,
    feeCents: row.feeCents,
    mode: row.mode,
    deviceId: row.deviceId,
  };
  return { trackingNumber: row.trackingNumber, scans: [scan] };
}
