// Scans written and nothing more: decoded, known ones dropped by asking the table, copied, committed.
import { Controller, Module } from '@nestjs/common';
import { type ScanRow, ScansReported } from '@youlu/contracts';
import { type ConsumerContext, Consumes, type EventBatch } from '@youlu/messaging';
import { type Tx, binaryArray, migrateService } from '@youlu/persistence';
import type { ScanOf } from '../../../apps/tracking/src/parcels/fold/fact';
import { KeepScans } from '../../../apps/tracking/src/scan-history/keep-scans.use-case';
import { parcelHash, scanHash } from '../../../apps/tracking/src/scan-history/scan-code';
import { ScanHistoryModule } from '../../../apps/tracking/src/scan-history/scan-history.module';
import {
  trackingDefinition,
  trackingMessaging,
} from '../../../apps/tracking/src/tracking.persistence';
import { serveCalls } from '../load/calls';
import { RewoundConsumer } from './rewound-consumer';
import { servePart } from './serving';

const CONSUMER = 'tracking.bare-writer';

@Controller()
class BareWriter {
  constructor(private readonly keepScans: KeepScans) {}

  /** Gathered as the product's own writer gathers. */
  @Consumes(ScansReported, {
    consumer: CONSUMER,
    gather: { maxRows: 20_000, maxWaitMs: 20, lanes: 2 },
  })
  async write(batch: EventBatch<ScanRow>, { tx }: ConsumerContext): Promise<void> {
    await this.keepScans.execute(tx, await unknownOf(tx, batch.rows), []);
  }
}

function scanOf(row: ScanRow): ScanOf {
  return {
    trackingNumber: row.trackingNumber,
    scan: {
      scanId: row.scanId,
      kind: row.kind,
      nodeId: row.nodeId,
      placeCode: row.placeCode,
      occurredAt: row.occurredAt,
      sentAt: row.sentAt,
      recordedAt: row.recordedAt,
      consent: row.consent,
      deviceId: row.deviceId,
    },
  };
}

/** What neither the table has nor an earlier row of the batch said, by the table's own key. */
async function unknownOf(tx: Tx, rows: readonly ScanRow[]): Promise<ScanOf[]> {
  const told = rows.map(scanOf);
  const parcels = told.map(({ trackingNumber }) => parcelHash(trackingNumber));
  const scans = told.map(({ scan }) => scanHash(scan));
  const instants = told.map(({ scan }) => scan.occurredAt);
  const known = await tx.query<{ i: number }>(
    `SELECT u.i FROM unnest($1::int8[], $2::int4[], $3::int4[]) WITH ORDINALITY AS u(o, p, s, i)
       JOIN scans t ON t.occurred_at = u.o AND t.parcel_hash = u.p AND t.scan_hash = u.s`,
    [binaryArray('int8', instants), binaryArray('int4', parcels), binaryArray('int4', scans)],
  );
  const isKnown = new Set(known.map(({ i }) => i - 1));
  const firstOf = new Map<number, number>();
  return told.filter((_, i) => {
    if (isKnown.has(i)) return false;
    const hash = scans[i] as number;
    const first = firstOf.get(hash);
    if (first === undefined) firstOf.set(hash, i);
    // of two scans with one hash and different keys both are kept; a third is not expected
    return first === undefined || parcels[first] !== parcels[i] || instants[first] !== instants[i];
  });
}

@Module({
  imports: [trackingMessaging, ScanHistoryModule],
  controllers: [BareWriter],
})
class BareWriterModule {}

let writer: RewoundConsumer;

serveCalls({
  async start({ topic }: { topic: string }) {
    await migrateService(process.env.DATABASE_URL ?? '', trackingDefinition);
    const { app } = await servePart(BareWriterModule, 'bare-writer');
    writer = new RewoundConsumer(app, CONSUMER, topic);
  },
  rewind: () => writer.rewind(),
  progress: () => writer.progress(),
});
