import { freshDatabaseUrl, kafkaBrokers, topicPrefix } from '@youlu/testing';

/** Environment of a process that works on its own database and its own topics of the test engines. */
export async function freshEngines(name: string): Promise<Record<string, string>> {
  return {
    DATABASE_URL: await freshDatabaseUrl(),
    KAFKA_BROKERS: kafkaBrokers().join(','),
    TOPIC_PREFIX: topicPrefix(name),
    LOG_LEVEL: 'warn',
  };
}
