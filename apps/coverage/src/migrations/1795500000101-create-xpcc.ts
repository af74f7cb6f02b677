import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The XPCC's own hierarchy (师 → 团 → 连) over the ground of the public register. */
export class CreateXpcc1795500000101 implements MigrationInterface {
  readonly name = 'CreateXpcc1795500000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE xpcc_registers (
        register_date date PRIMARY KEY,
        name text NOT NULL,
        source text NOT NULL,
        licence text NOT NULL,
        simulated bool NOT NULL,
        digest text NOT NULL,
        units int NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE xpcc_units (
        register_date date NOT NULL REFERENCES xpcc_registers,
        code text COLLATE "C" NOT NULL,
        name text NOT NULL,
        level text NOT NULL,
        parent_code text COLLATE "C",
        division_codes text[] NOT NULL,
        PRIMARY KEY (register_date, code)
      )`);
    await runner.query(`CREATE INDEX xpcc_units_ground ON xpcc_units USING gin (division_codes)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE xpcc_units`);
    await runner.query(`DROP TABLE xpcc_registers`);
  }
}
