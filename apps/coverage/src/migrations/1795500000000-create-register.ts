import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Register editions and the units they name, each with the days it held. */
export class CreateRegister1795500000000 implements MigrationInterface {
  readonly name = 'CreateRegister1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE registers (
        register_date date PRIMARY KEY,
        name text NOT NULL,
        source text NOT NULL,
        licence text NOT NULL,
        digest text NOT NULL,
        units int NOT NULL,
        by_kind jsonb NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    // Codes are compared byte by byte: a place and all in it are one stretch of the index.
    await runner.query(`
      CREATE TABLE unit_versions (
        unit_id text COLLATE "C" NOT NULL,
        version int NOT NULL,
        code text COLLATE "C" NOT NULL,
        name text NOT NULL,
        level int2 NOT NULL,
        kind text NOT NULL,
        parent_code text COLLATE "C",
        valid_from date NOT NULL,
        valid_to date,
        register_date date NOT NULL,
        PRIMARY KEY (unit_id, version),
        CHECK (valid_to IS NULL OR valid_from < valid_to)
      )`);
    await runner.query(`CREATE INDEX unit_versions_code ON unit_versions (code, valid_from)`);
    await runner.query(
      `CREATE INDEX unit_versions_parent ON unit_versions (parent_code, code, valid_from)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE unit_versions`);
    await runner.query(`DROP TABLE registers`);
  }
}
