import { type ServiceDefinition, migrateService, revertService } from '@youlu/persistence';
import { Client } from 'pg';
import { createTestDatabase } from './test-database';

/**
 * Up, down, up: after down the schema must be empty but for the migrations' own tables, and the
 * second up must give what the first gave.
 * @throws Error naming what stayed or differs
 */
export async function checkMigrationRoundTrip(definition: ServiceDefinition): Promise<void> {
  const database = await createTestDatabase([]);
  try {
    await migrateService(database.url, definition);
    const first = await describeSchema(database.url, definition.service);
    await revertService(database.url, definition);
    const left = (await describeSchema(database.url, definition.service)).filter(
      (line) => !/^(migrations|migration_gate)\b/.test(line),
    );
    if (left.length > 0) throw new Error(`Left behind by down():\n${left.join('\n')}`);
    await migrateService(database.url, definition);
    const second = await describeSchema(database.url, definition.service);
    const differing = [
      ...first.filter((line) => !second.includes(line)),
      ...second.filter((line) => !first.includes(line)),
    ];
    if (differing.length > 0) throw new Error(`The second up() differs:\n${differing.join('\n')}`);
  } finally {
    await database.drop();
  }
}

/** Columns, constraints and indexes of a schema, one sorted line each. */
export async function describeSchema(url: string, schema: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(
      `SELECT format('%s column %s %s %s %s', table_name, column_name, data_type, is_nullable,
                     column_default) AS line
         FROM information_schema.columns WHERE table_schema = $1
       UNION ALL
       SELECT format('%s constraint %s', c.relname, pg_get_constraintdef(k.oid))
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1
       UNION ALL
       SELECT format('%s index %s', tablename, indexdef) FROM pg_indexes WHERE schemaname = $1
       UNION ALL
       SELECT format('%s function', p.proname)
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1`,
      [schema],
    );
    return rows.map(({ line }) => line).sort();
  } finally {
    await client.end();
  }
}
