import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataSourceFor } from './pool/data-source';
import { sqlStateOf } from './database-errors';
import { type ServiceDefinition, roleOf, schemaOf } from './service-definition';

/** Two services that make roles or schemas at once: duplicate object, unique, tuple updated. */
const BOOTSTRAP_RACES = new Set(['42710', '42P06', '23505', 'XX000']);
const BOOTSTRAP_ATTEMPTS_MAX = 10;
const GATE_TIMEOUT_MS = 60_000;

/**
 * Makes the service's role and schema if they are missing, then runs the libraries' and the
 * service's migrations under that role. Idempotent; two callers at once wait for each other, and no
 * order between services is needed. The user of `url` must be allowed to create roles and schemas.
 */
export async function migrateService(url: string, definition: ServiceDefinition): Promise<void> {
  await bootstrap(url, definition.service);
  await throughTheGate(url, definition.service, async () => {
    const source = dataSourceFor(definition, { url, poolSize: 2 });
    await source.initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
  });
}

/** Takes every migration back, newest first; the role and the empty schema stay. For tests. */
export async function revertService(url: string, definition: ServiceDefinition): Promise<void> {
  const source = dataSourceFor(definition, { url, poolSize: 2 });
  await source.initialize();
  try {
    const applied = await source.query('SELECT count(*) AS n FROM migrations');
    const count = (applied as { n: number }[])[0]?.n ?? 0;
    for (let i = 0; i < count; i++) await source.undoLastMigration();
  } finally {
    await source.destroy();
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'youlu-migrate' });
  client.on('error', () => undefined); // reported by the query that is waiting for it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function bootstrap(url: string, service: string): Promise<void> {
  const schema = schemaOf(service);
  const role = roleOf(service);
  const statements = [
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
         CREATE ROLE ${role} NOLOGIN;
       END IF;
     END $$`,
    `GRANT ${role} TO CURRENT_USER`,
    `CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${role}`,
    `CREATE TABLE IF NOT EXISTS ${schema}.migration_gate ()`,
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      return await withClient(url, async (client) => {
        for (const sql of statements) await client.query(sql);
      });
    } catch (error) {
      const races = BOOTSTRAP_RACES.has(sqlStateOf(error) ?? '');
      if (!races || attempt >= BOOTSTRAP_ATTEMPTS_MAX) throw error;
      await sleep(50 * attempt);
    }
  }
}

/** Migrations of one service run one at a time: whoever holds the table lock. */
async function throughTheGate(
  url: string,
  service: string,
  work: () => Promise<void>,
): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${GATE_TIMEOUT_MS}`);
    await client.query(`LOCK TABLE ${schemaOf(service)}.migration_gate IN ACCESS EXCLUSIVE MODE`);
    await work();
    await client.query('COMMIT');
  });
}
