import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { isConnectionLost } from '../database-errors';
import { libraryMigrations } from '../library-tables';
import { clientTypes } from './pg-types';
import { PatientClient, clientThatNoticesSilence } from './patient-client';
import type { DatabaseConfig } from '../persistence.config';
import { type ServiceDefinition, roleOf, schemaOf } from '../service-definition';

/** Waiting longer for a lock than this is a fault to be seen, not to be sat out. */
const LOCK_TIMEOUT_MS = 10_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
/** For a connection of the pool, made anew or given back by others. */
const WAIT_MS = 5_000;

/** Connections that can do no more than the service's role may, in its schema. */
export function dataSourceFor(definition: ServiceDefinition, config: DatabaseConfig): DataSource {
  const schema = schemaOf(definition.service);
  const settings = {
    role: roleOf(schema),
    search_path: schema,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    timezone: 'UTC',
  };
  return new DataSource({
    type: 'postgres',
    url: config.url,
    schema,
    poolSize: config.poolSize,
    applicationName: `youlu-${schema}`,
    connectTimeoutMS: config.waitMs ?? WAIT_MS,
    entities: [...definition.entities],
    migrations: [...libraryMigrations, ...definition.migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    extra: {
      Client:
        config.answerMs === undefined ? PatientClient : clientThatNoticesSilence(config.answerMs),
      types: clientTypes,
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    },
  });
}

const CONNECT_PATIENCE_MS = 30_000;
const CONNECT_PAUSE_MS = 500;

/** Connects, waiting up to 30 s for a server that is starting or restarting. */
export async function connectDataSource(
  definition: ServiceDefinition,
  config: DatabaseConfig,
): Promise<DataSource> {
  for (const end = Date.now() + CONNECT_PATIENCE_MS; ; await sleep(CONNECT_PAUSE_MS)) {
    try {
      return await dataSourceFor(definition, config).initialize();
    } catch (error) {
      if (!isConnectionLost(error) || Date.now() > end) throw error;
    }
  }
}
