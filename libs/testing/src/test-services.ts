import { randomBytes } from 'node:crypto';
import type { ServiceDefinition } from '@youlu/persistence';
import { createTestDatabase } from './test-database';
import { TEST_KAFKA_BROKERS } from './test-engines';

export interface TestEnvironment {
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** Drops the database; the topics end with the engines. */
  close(): Promise<void>;
}

/** Few partitions, so that a test's consumers join and read in milliseconds. */
const TEST_PARTITIONS = 4;

/**
 * A fresh migrated database and topics of its own for one test file, also set in the environment
 * (`DATABASE_URL`, `KAFKA_BROKERS`, `TOPIC_PREFIX`, `KAFKA_PARTITIONS`), where modules created
 * afterwards find them. Call in `beforeAll`; `close` after the application is closed.
 */
export async function testEnvironment(
  definitions: readonly ServiceDefinition[],
): Promise<TestEnvironment> {
  const brokers = process.env[TEST_KAFKA_BROKERS];
  if (!brokers) throw new Error('No test engines: run through the int or e2e project of Jest');
  const database = await createTestDatabase(definitions);
  const topicPrefix = `t${randomBytes(4).toString('hex')}.`;
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    KAFKA_BROKERS: brokers,
    KAFKA_PARTITIONS: String(TEST_PARTITIONS),
    TOPIC_PREFIX: topicPrefix,
  });
  return {
    databaseUrl: database.url,
    brokers: brokers.split(','),
    topicPrefix,
    close: () => database.drop(),
  };
}
