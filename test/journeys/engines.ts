import { testEnvironment } from '@youlu/testing';

export interface Engines {
  /** For the environment of a process that works on a database and topics of its own. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** An empty database and a topic prefix of their own: the services migrate and create by themselves. */
export async function freshEngines(): Promise<Engines> {
  const test = await testEnvironment([]);
  return {
    env: {
      DATABASE_URL: test.databaseUrl,
      KAFKA_BROKERS: test.brokers.join(','),
      KAFKA_PARTITIONS: '4',
      TOPIC_PREFIX: test.topicPrefix,
      LOG_LEVEL: 'warn',
    },
    close: () => test.close(),
  };
}
