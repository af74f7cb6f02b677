import { createTopics, messagingConfigFromEnv } from '@youlu/messaging';
import { databaseConfigFromEnv, migrateService } from '@youlu/persistence';
import { SERVICE_DEFINITIONS } from './service-definitions';

/** Brings database and topics to what this version needs, then ends; safe to run at any time. */
async function prepare(): Promise<void> {
  const { url } = databaseConfigFromEnv();
  const { brokers, ...topics } = messagingConfigFromEnv();
  await Promise.all([
    createTopics(brokers, topics),
    ...SERVICE_DEFINITIONS.map((definition) => migrateService(url, definition)),
  ]);
}

prepare().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${whatToDo(error)}\n`);
    process.exit(1);
  },
);

/** One line; the names of the settings only, since a database URL holds a password. */
function whatToDo(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const unreachable = /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|password authentication/;
  if (!unreachable.test(message)) return message;
  return `${message}. Check that DATABASE_URL and KAFKA_BROKERS name running servers.`;
}
