import { ScansReported, ShipmentsChanged } from '@youlu/contracts';
import { messagingConfigFromEnv } from '@youlu/messaging';
import { ActivityMeter } from '../../../libs/messaging/src/metrics/activity-meter';
import { CheckedProducer } from '../../../libs/messaging/src/outbox/checked-producer';
import { CoalescingSender } from '../../../libs/messaging/src/outbox/coalescing-sender';
import { createKafka } from '../../../libs/messaging/src/broker/kafka-client';
import { type WorkloadOptions, rowsOf, scansOf, shipmentsOf, uploadsOf } from './workload';

const UPLOADS_AT_ONCE = 8;
const SHIPMENTS_AT_ONCE = 2_000;

/** Runs with the sender that the door uses, so that records are cut as the product cuts them. */
async function withSender<T>(work: (sender: CoalescingSender) => Promise<T>): Promise<T> {
  const config = messagingConfigFromEnv();
  const producer = new CheckedProducer(createKafka(config));
  try {
    return await work(new CoalescingSender(producer, config, new ActivityMeter()));
  } finally {
    await producer.close();
  }
}

/** Fills the topic of scans as the door would; resolves to how many rows it now holds more. */
export function tellScans({
  size,
  ...workload
}: WorkloadOptions & { size: number }): Promise<number> {
  const uploads = uploadsOf(scansOf(workload), size);
  let next = 0;
  let rows = 0;
  return withSender(async (sender) => {
    const one = async (): Promise<void> => {
      for (let upload = uploads[next++]; upload; upload = uploads[next++]) {
        await sender.send(ScansReported, rowsOf(upload));
        rows += upload.scans.length;
      }
    };
    await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, one));
    return rows;
  });
}

export function tellShipments(workload: WorkloadOptions): Promise<number> {
  const shipments = shipmentsOf(workload);
  return withSender(async (sender) => {
    for (let at = 0; at < shipments.length; at += SHIPMENTS_AT_ONCE) {
      await sender.send(ShipmentsChanged, shipments.slice(at, at + SHIPMENTS_AT_ONCE));
    }
    return shipments.length;
  });
}
