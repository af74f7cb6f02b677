import { Controller, Injectable, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Type } from '@sinclair/typebox';
import { defineEvent } from '@youlu/contracts';
import { Database, PersistenceModule, type ServiceDefinition } from '@youlu/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { connectMessaging } from './connect-messaging';
import { Consumes } from './consuming/consumes.decorator';
import { ConsumerContext, EventBatch } from './consuming/event-batch';
import { MessagingModule } from './messaging.module';
import { Outbox } from './outbox/outbox';

/** A made-up event, so that the tests of this library need no service. */
export const ThingsHappened = defineEvent({
  type: 'youlu.sample.things-happened.v1',
  topic: 'sample.thing',
  owner: 'sample',
  rowSchema: Type.Object({ id: Type.String({ maxLength: 40 }), n: Type.Integer() }),
  keyOf: ({ id }) => id,
  maxRowsPerRecord: 50,
  example: { id: 'a', n: 1 },
  why: 'Tests of libs/messaging.',
});
export interface Thing {
  id: string;
  n: number;
}

class CreateThings1800000000000 implements MigrationInterface {
  readonly name = 'CreateThings1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (id text PRIMARY KEY, n int CHECK (n < 1000))');
    await runner.query('CREATE TABLE batches (id text PRIMARY KEY, size int)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things, batches');
  }
}

export const sample: ServiceDefinition = {
  service: 'sample',
  entities: [],
  migrations: [CreateThings1800000000000],
};
const samplePersistence = PersistenceModule.forService(sample);
const sampleMessaging = MessagingModule.forService(samplePersistence, { service: 'sample' });

/** What a test may make the handler do; reset between tests. */
export const behaviour = {
  calls: 0,
  before: async (_batch: EventBatch<Thing>): Promise<void> => undefined,
  after: async (_batch: EventBatch<Thing>): Promise<void> => undefined,
};

@Controller()
class StoreThingsConsumer {
  @Consumes(ThingsHappened, { consumer: 'sample.things', gather: { maxRows: 1_000 } })
  async store(batch: EventBatch<Thing>, { tx }: ConsumerContext): Promise<void> {
    behaviour.calls++;
    await behaviour.before(batch);
    await tx.insertMany(
      'things',
      { id: 'text', n: 'int4' },
      batch.rows.map(({ id, n }) => [id, n]),
      'ON CONFLICT DO NOTHING',
    );
    await behaviour.after(batch);
  }
}

@Injectable()
export class Sample {
  constructor(
    readonly db: Database,
    readonly outbox: Outbox,
  ) {}
}

@Module({
  imports: [samplePersistence, sampleMessaging],
  providers: [Sample],
  controllers: [StoreThingsConsumer],
})
class SampleModule {}

/** The sample service as a process would start it. */
export async function startSample(): Promise<INestApplication> {
  const app = await NestFactory.create(SampleModule, new FastifyAdapter(), {
    logger: process.env['TEST_LOG'] ? ['error', 'warn', 'log'] : false,
    abortOnError: false,
  });
  connectMessaging(app);
  await app.init(); // as createService does: relays start first
  await app.startAllMicroservices();
  return app;
}
