export interface DatabaseConfig {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections a service may hold at once. */
  readonly poolSize: number;
}

/** Reads `DATABASE_URL` and `DATABASE_POOL_SIZE` (default 8 per service). */
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
  return { url, poolSize };
}
