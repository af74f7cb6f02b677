import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables that libs/messaging and libs/http keep in every service's schema. Unqualified names: the
 * connection's search_path is the schema. Released migrations are frozen; change by a new one.
 */
class CreateLibraryTables1700000000000 implements MigrationInterface {
  readonly name = 'CreateLibraryTables1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    // Events that committed with their rows and are yet to be sent; a row lives for milliseconds,
    // so the vacuum must come early or the relay scans the dead.
    await runner.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY,
        topic text NOT NULL,
        partition int NOT NULL,
        value text NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
              toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 8000)`);
    await runner.query(`ALTER TABLE outbox ALTER COLUMN value SET STORAGE EXTERNAL`);
    // What could not be applied: the whole record (row_index -1) or one row of it.
    await runner.query(`
      CREATE TABLE dead_letters (
        consumer text NOT NULL,
        topic text NOT NULL,
        partition int NOT NULL,
        "offset" int8 NOT NULL,
        row_index int NOT NULL,
        value bytea NOT NULL,
        headers jsonb NOT NULL,
        code text NOT NULL,
        reason text NOT NULL,
        parked_at int8 NOT NULL,
        PRIMARY KEY (consumer, topic, partition, "offset", row_index)
      )`);
    // Who may do a thing that only one process may do; epoch is the fence.
    await runner.query(`
      CREATE TABLE leases (
        name text PRIMARY KEY,
        holder uuid NOT NULL,
        epoch int8 NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    // The log these rows were fed from; offsets of another one mean nothing.
    await runner.query(`
      CREATE TABLE kafka_cluster (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        cluster_id text NOT NULL
      )`);
    // One row per Idempotency-Key, written in the transaction of its effect.
    await runner.query(`
      CREATE TABLE idempotency_keys (
        tenant text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        body_sha256 bytea NOT NULL,
        status int,
        answer text,
        created_at int8 NOT NULL,
        PRIMARY KEY (tenant, route, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys, kafka_cluster, leases, dead_letters, outbox');
  }
}

/** Letters that were set aside stay, and say who, why and when; a replay in vain is counted. */
class SetLettersAside1700000001000 implements MigrationInterface {
  readonly name = 'SetLettersAside1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dead_letters
        ADD attempts int4 NOT NULL DEFAULT 1,
        ADD tried_at int8,
        ADD discarded_at int8,
        ADD discarded_by text,
        ADD discarded_why text`);
    // The order of every list.
    await runner.query(
      `CREATE INDEX dead_letters_by_age ON dead_letters
         (parked_at, consumer, topic, partition, "offset", row_index)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX dead_letters_by_age');
    await runner.query(`
      ALTER TABLE dead_letters DROP attempts, DROP tried_at, DROP discarded_at,
        DROP discarded_by, DROP discarded_why`);
  }
}

export const libraryMigrations: readonly Function[] = [
  CreateLibraryTables1700000000000,
  SetLettersAside1700000001000,
];
