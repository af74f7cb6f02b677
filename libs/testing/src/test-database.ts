import { createHash, randomBytes } from 'node:crypto';
import { type ServiceDefinition, migrateService } from '@youlu/persistence';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEST_DATABASE_URL } from './test-engines';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE_WAIT_MS_MAX = 60_000;

/** The server's URL of this run; for tests that make databases themselves. */
export function testServerUrl(): string {
  const url = process.env[TEST_DATABASE_URL];
  if (!url) throw new Error('No test engines: run through the int or e2e project of Jest');
  return url;
}

/**
 * A fresh database with the schemas of these services, copied from a template that the first test
 * file of the run migrates (a copy takes 0.1 s, migrating some seconds).
 */
export async function createTestDatabase(
  definitions: readonly ServiceDefinition[],
): Promise<TestDatabase> {
  const server = testServerUrl();
  const template = templateName(definitions);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, async (client) => {
    await ensureTemplate(client, server, template, definitions);
    await copyTemplate(client, template, name);
  });
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, (client) => run(client, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** Named after what it holds, so that another set of migrations gets another template. */
function templateName(definitions: readonly ServiceDefinition[]): string {
  const content = definitions.map(({ service, migrations }) => [
    service,
    migrations.map((migration) => `${migration.name} ${migration.toString()}`),
  ]);
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `template_${digest.slice(0, 16)}`;
}

/** Two workers may come at once: one creates, the other waits for the finished mark. */
async function ensureTemplate(
  client: Client,
  server: string,
  template: string,
  definitions: readonly ServiceDefinition[],
): Promise<void> {
  if (await isFinished(client, template)) return;
  try {
    await run(client, `CREATE DATABASE ${template}`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== '42P04' && code !== '23505') throw error;
    for (const end = Date.now() + TEMPLATE_WAIT_MS_MAX; !(await isFinished(client, template));) {
      if (Date.now() > end)
        throw new Error(`Another worker did not finish ${template}`, { cause: error });
      await sleep(100);
    }
    return;
  }
  const url = databaseUrl(server, template);
  try {
    for (const definition of definitions) await migrateService(url, definition);
  } catch (error) {
    await run(client, `DROP DATABASE ${template} WITH (FORCE)`);
    throw error;
  }
  await run(client, `COMMENT ON DATABASE ${template} IS 'finished'`);
}

async function isFinished(client: Client, template: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1`,
    [template],
  );
  return (rows[0] as { mark: string | null } | undefined)?.mark === 'finished';
}

/** A template cannot be copied twice at once; the loser tries again. */
async function copyTemplate(client: Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(client, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error;
      await sleep(100);
    }
  }
}

async function run(client: Client, sql: string): Promise<void> {
  await client.query(sql);
}

async function onServer<T>(server: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
