import { connectDataSource } from './data-source';
import type { Database } from './database';
import { databaseConfigFromEnv } from './persistence.config';
import { TypeormDatabase } from './typeorm-database';

/** Works on a service's rows outside an application: commands and tests. */
export async function withDatabase<T>(
  service: string,
  work: (db: Database) => Promise<T>,
  config = databaseConfigFromEnv(),
): Promise<T> {
  const source = await connectDataSource({ service, entities: [], migrations: [] }, config);
  try {
    return await work(new TypeormDatabase(service, source));
  } finally {
    await source.destroy();
  }
}
