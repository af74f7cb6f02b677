export interface DatabaseConfig {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections a service may hold at once. */
  readonly poolSize: number;
  /** How long a piece of work waits for one of them, ms; then it fails as if the store were away. */
  readonly waitMs?: number;
  /** A server that is silent for so long while an answer is due counts as gone, ms; left out: never. */
  readonly answerMs?: number;
}

/**
 * Reads `DATABASE_URL`, `DATABASE_POOL_SIZE` (8 per service), `DATABASE_WAIT_MS` (5,000) and
 * `DATABASE_ANSWER_MS` (25,000).
 */
export function databaseConfigFromEnv(env: NodeJS.ProcessEnv = process.env): DatabaseConfig {
  const url = env['DATABASE_URL'];
  if (!url || !/^postgres(ql)?:\/\//.test(url)) {
    throw new Error(
      'DATABASE_URL must say where the services keep their rows, ' +
        'for example postgres://user:password@127.0.0.1:5432/youlu',
    );
  }
  const poolSize = Number(env['DATABASE_POOL_SIZE'] ?? 8);
  if (!Number.isInteger(poolSize) || poolSize < 2 || poolSize > 100) {
    throw new Error('DATABASE_POOL_SIZE (connections per service) must be 2 to 100');
  }
  const waitMs = Number(env['DATABASE_WAIT_MS'] ?? 5_000);
  if (!Number.isInteger(waitMs) || waitMs < 100 || waitMs > 60_000) {
    throw new Error('DATABASE_WAIT_MS (how long work waits for a connection) must be 100 to 60000');
  }
  const answerMs = Number(env['DATABASE_ANSWER_MS'] ?? 25_000);
  if (!Number.isInteger(answerMs) || answerMs < 1_000 || answerMs > 600_000) {
    throw new Error('DATABASE_ANSWER_MS (silence that means gone) must be 1000 to 600000');
  }
  return { url, poolSize, waitMs, answerMs };
}
