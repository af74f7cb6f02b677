// Runs outside Jest's module mapping (globalSetup): relative imports only, no aliases.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedKafka } from '../../embedded/src/embedded-kafka';
import { startEmbeddedPostgres } from '../../embedded/src/embedded-postgres';

/** Environment variables through which test files find the engines of their run. */
export const TEST_DATABASE_URL = 'YOULU_TEST_DATABASE_URL';
export const TEST_KAFKA_BROKERS = 'YOULU_TEST_KAFKA_BROKERS';

interface TestEngines {
  stop(): Promise<void>;
}
const running = globalThis as { youluTestEngines?: TestEngines };

/**
 * One PostgreSQL and one Kafka for the whole run, however many projects ask: not durable, in a
 * temporary folder, ended with this process. Engines named in the environment are used as they are.
 */
export async function startTestEngines(): Promise<void> {
  if (process.env[TEST_DATABASE_URL] && process.env[TEST_KAFKA_BROKERS]) return;
  const folder = mkdtempSync(join(tmpdir(), 'youlu-test-'));
  chmodSync(folder, 0o755); // the database's own user must be able to enter
  const say = (): void => undefined;
  const [postgres, kafka] = await Promise.all([
    startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      durable: false,
      say,
      settings: { max_connections: 300 },
    }),
    startEmbeddedKafka({ dataDir: join(folder, 'kafka'), durable: false, say }),
  ]);
  process.env[TEST_DATABASE_URL] = postgres.url;
  process.env[TEST_KAFKA_BROKERS] = kafka.brokers.join(',');
  running.youluTestEngines = {
    stop: async () => {
      await Promise.all([postgres.stop(), kafka.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function stopTestEngines(): Promise<void> {
  const engines = running.youluTestEngines;
  if (!engines) return;
  delete running.youluTestEngines;
  delete process.env[TEST_DATABASE_URL];
  delete process.env[TEST_KAFKA_BROKERS];
  await engines.stop();
}
