import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@youlu/http';
import { MessagingStatus } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import { testEnvironment, waitUntil } from '@youlu/testing';
import { ordersService } from '../orders.config';
import { OrdersModule } from '../orders.module';
import { ordersDefinition } from '../orders.persistence';

interface Answered {
  status: number;
  /** The bytes, for what must be equal byte for byte. */
  text: string;
  /** The same parsed; a test says what it expects of it. */
  body: Record<string, unknown>;
}

/** The orders service on a database and topics of its own, and how a test talks to it. */
export interface OrdersUnderTest {
  app: NestFastifyApplication;
  db: Database;
  post(path: string, body: object, key?: string): Promise<Answered>;
  get(path: string): Promise<Answered>;
  /** Resolves when everything published has been taken. */
  atRest(): Promise<void>;
  close(): Promise<void>;
}

const REST_MS_MAX = 20_000;

export async function startOrders(): Promise<OrdersUnderTest> {
  const place = await testEnvironment([ordersDefinition]);
  const app = await createService(OrdersModule, ordersService);
  const status = app.get(MessagingStatus, { strict: false });
  const ask = async (method: 'GET' | 'POST', url: string, body?: object, key?: string) => {
    const response = await app.inject({
      method,
      url,
      headers: { host: '127.0.0.1', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { payload: body }),
    });
    const { statusCode, payload } = response;
    return { status: statusCode, text: payload, body: JSON.parse(payload) as Answered['body'] };
  };
  return {
    app,
    db: app.get(Database, { strict: false }),
    post: (path, body, key) => ask('POST', path, body, key),
    get: (path) => ask('GET', path),
    atRest: () =>
      waitUntil(
        async () => {
          // A topic just made has no leader for a moment: Kafka cannot say yet, so ask again.
          const flight = await status.inFlight().catch(() => undefined);
          return flight !== undefined && flight.lag === 0 && flight.outbox === 0;
        },
        REST_MS_MAX,
        'rest',
      ),
    close: async () => {
      await app.close();
      await place.close();
    },
  };
}

/** A booking's fields without number and merchant, as a client sends them. */
export const sampleRow = {
  direction: 'outbound',
  originCode: '652801',
  destinationCode: '330100',
  weightGrams: 2500,
  readyAt: '2020-09-01T10:00:00+08:00',
} as const;
