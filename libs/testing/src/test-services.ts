import type { ServiceDefinition } from '@youlu/persistence';

export interface TestEnvironment {
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** Drops the database and the topics. */
  close(): Promise<void>;
}

/**
 * A fresh migrated database and topics of its own for one test file, also set in the environment
 * (`DATABASE_URL`, `KAFKA_BROKERS`, `TOPIC_PREFIX`, `KAFKA_PARTITIONS`). Call in `beforeAll`.
 */
export async function testEnvironment(
  _definitions: readonly ServiceDefinition[],
): Promise<TestEnvironment> {
  throw new Error('being written');
}
