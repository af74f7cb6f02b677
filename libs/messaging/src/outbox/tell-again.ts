import { setTimeout as sleep } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Database } from '@youlu/persistence';

/** Hands what a service has told before to the outbox again, piece by piece, in the order of a key. */
export interface TellsAgain {
  /** The next rows after a key, in one transaction; `last` is null when all are told. */
  after(key: string): Promise<{ readonly rows: number; readonly last: string | null }>;
}

interface Waiting {
  readonly records: number;
  /** Ids of the records. */
  readonly oldest: string | null;
  readonly newest: string | null;
}

const LOOK_MS = 200;
/** Records in the outbox beyond which we wait: some tens of MB. */
const OUTBOX_RECORDS_MAX = 200;
/** Without a record going out for so long, Kafka is taken to be away. */
const STANDSTILL_MS_MAX = 60_000;

/**
 * Tells everything again, for a consumer that starts over after the log has forgotten it, or that came
 * later than what was told. The service need not be up: the relay runs here too.
 *
 * @param module the service's persistence and messaging, and the teller; no doors, no consumers
 * @param after goes on after this key; empty for all
 * @param say takes a line of progress now and then
 * @returns how many rows were published
 * @throws Error that names the key to go on after, when nothing goes out
 */
export async function tellAgain(
  module: Type,
  teller: Type<TellsAgain>,
  after: string,
  say: (line: string) => void,
): Promise<number> {
  const app = await NestFactory.createApplicationContext(module, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    const db = app.get(Database, { strict: false });
    let rows = 0;
    for (let last: string | null = after; last !== null;) {
      const done = await app.get(teller).after(last);
      rows += done.rows;
      last = done.last;
      if (last !== null) say(`${rows} so far, up to ${last}`);
      await until(db, last, ({ records }) => records <= OUTBOX_RECORDS_MAX);
    }
    const { newest } = await waitingIn(db);
    await until(db, null, ({ oldest }) => !oldest || !newest || oldest > newest);
    return rows;
  } finally {
    await app.close();
  }
}

/** What is committed and not on the log yet; ids rise with time. */
async function waitingIn(db: Database): Promise<Waiting> {
  const [row] = await db.query<Waiting>(
    `SELECT count(*) AS records, min(id::text) AS oldest, max(id::text) AS newest FROM outbox`,
  );
  return row ?? { records: 0, oldest: null, newest: null };
}

/** Looks at the outbox until it is as wanted, as long as something goes out. */
async function until(
  db: Database,
  last: string | null,
  isAsWanted: (waiting: Waiting) => boolean,
): Promise<void> {
  let oldest: string | null = null;
  for (let movedAt = Date.now(); ; await sleep(LOOK_MS)) {
    const waiting = await waitingIn(db);
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
