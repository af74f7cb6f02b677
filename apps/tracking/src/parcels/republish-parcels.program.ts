import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { trackingMessaging, trackingPersistence } from '../tracking.persistence';
import { RepublishParcels, type Waiting } from './republish-parcels.use-case';

/** No doors and no consumers; the relay runs here too, so that the service need not be up. */
@Module({
  imports: [trackingPersistence, trackingMessaging],
  providers: [RepublishParcels],
})
class RepublishModule {}

const LOOK_MS = 200;
/** Records in the outbox beyond which we wait: some tens of MB. */
const OUTBOX_RECORDS_MAX = 200;
/** Without a record going out for so long, Kafka is taken to be away. */
const STANDSTILL_MS_MAX = 60_000;

/**
 * Publishes the snapshot of every parcel again, in the order of their numbers.
 *
 * @param after goes on after this number; empty for all
 * @param say takes a line of progress now and then
 * @returns how many snapshots were published
 * @throws Error that names the number to go on after, when nothing goes out
 */
export async function republishParcels(
  after: string,
  say: (line: string) => void,
): Promise<number> {
  const app = await NestFactory.createApplicationContext(RepublishModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    const republish = app.get(RepublishParcels);
    let parcels = 0;
    for (let last: string | null = after; last !== null;) {
      const done = await republish.after(last);
      parcels += done.parcels;
      last = done.last;
      if (last !== null) say(`${parcels} so far, up to ${last}`);
      await until(republish, last, ({ records }) => records <= OUTBOX_RECORDS_MAX);
    }
    const { newest } = await republish.waiting();
    await until(republish, null, ({ oldest }) => !oldest || !newest || oldest > newest);
    return parcels;
  } finally {
    await app.close();
  }
}

/** Looks at the outbox until it is as wanted, as long as something goes out. */
async function until(
  republish: RepublishParcels,
  last: string | null,
  isAsWanted: (waiting: Waiting) => boolean,
): Promise<void> {
  let oldest: string | null = null;
  for (let movedAt = Date.now(); ; await sleep(LOOK_MS)) {
    const waiting = await republish.waiting();
    if (isAsWanted(waiting)) return;
    if (waiting.oldest !== oldest) movedAt = Date.now();
    oldest = waiting.oldest;
    if (Date.now() - movedAt > STANDSTILL_MS_MAX) throw new Error(standstill(waiting, last));
  }
}

function standstill({ records }: Waiting, last: string | null): string {
  const rest = last === null ? 'Nothing more has to be done.' : `Then go on with --after ${last}.`;
  return (
    `${records} records wait and none went out for a minute: is Kafka up, at KAFKA_BROKERS? ` +
    `They are kept, and go out when it is. ${rest}`
  );
}
