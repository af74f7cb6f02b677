import { connectDataSource } from './data-source';
import type { Database } from '../database';
import { type DatabaseConfig, databaseConfigFromEnv } from '../persistence.config';
import { TypeormDatabase } from './typeorm-database';

/** What a command asks for may take as long as it takes, and somebody watches it. */
function configOfACommand(): DatabaseConfig {
  const { answerMs: _ofServices, ...config } = databaseConfigFromEnv();
  return config;
}

/** Works on a service's rows outside an application: commands and tests. */
export async function withDatabase<T>(
  service: string,
  work: (db: Database) => Promise<T>,
  config = configOfACommand(),
): Promise<T> {
  const source = await connectDataSource({ service, entities: [], migrations: [] }, config);
  try {
    return await work(new TypeormDatabase(service, source));
  } finally {
    await source.destroy();
  }
}
