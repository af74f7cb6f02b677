import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ParcelSnapshot } from '@youlu/contracts';
import { createService } from '@youlu/http';
import { EventSender, MessagingStatus } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { formatInstant } from '@youlu/vocabulary';
import { TrackingModule } from '../tracking.module';
import { trackingDefinition } from '../tracking.persistence';
import { at } from './sample-parcel';

export type Body = Record<string, unknown>;

/** The whole service on a database and topics of its own, spoken to through its doors. */
export class TrackingUnderTest {
  private constructor(
    readonly place: TestEnvironment,
    private app: NestFastifyApplication,
  ) {}

  static async start(): Promise<TrackingUnderTest> {
    const place = await testEnvironment([trackingDefinition]);
    return new TrackingUnderTest(place, await startApp());
  }

  get db(): Database {
    return this.get(Database);
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(type as never, { strict: false });
  }

  /** Stops the service, does something to its world, and starts it again. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.app.close();
    await meanwhile();
    this.app = await startApp();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.place.close();
  }

  /** Resolves when every scan and event is through. */
  async rest(): Promise<void> {
    const isAtRest = async (): Promise<boolean> => {
      const { lag, outbox } = await this.get(MessagingStatus).inFlight();
      return lag === 0 && outbox === 0;
    };
    await waitUntil(isAtRest, 20_000, 'rest');
  }

  tell: EventSender['send'] = (contract, rows) => this.get(EventSender).send(contract, rows);

  async read(url: string): Promise<Body> {
    return (await this.app.inject({ url })).json<Body>();
  }

  /** The whole list as CSV: its lines, the header first. */
  async csv(url: string): Promise<string[]> {
    const answer = await this.app.inject({ url, headers: { accept: 'text/csv' } });
    return answer.body.trimEnd().split('\n');
  }

  async post(
    url: string,
    payload: Body,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Body; text: string }> {
    const answer = await this.app.inject({ method: 'POST', url, payload, headers });
    return { status: answer.statusCode, body: answer.json<Body>(), text: answer.body };
  }

  /** Uploads scans at a time of September 2020. */
  async report(sentAt: string, ...scans: Body[]): Promise<Body> {
    return (await this.post('/v1/scans', { sentAt: formatInstant(at(sentAt)), scans })).body;
  }
}

async function startApp(): Promise<NestFastifyApplication> {
  return createService(TrackingModule, {
    service: 'tracking',
    description: 'under test',
    defaultPort: 0,
  });
}

/** Snapshots as they lie on the log: the newest of each parcel. */
export function newestOf(snapshots: readonly ParcelSnapshot[]): Record<string, ParcelSnapshot> {
  const newest: Record<string, ParcelSnapshot> = {};
  for (const snapshot of snapshots) {
    const known = newest[snapshot.trackingNumber];
    if (!known || known.version < snapshot.version) newest[snapshot.trackingNumber] = snapshot;
  }
  return newest;
}
