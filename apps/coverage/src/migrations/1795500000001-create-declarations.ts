import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators say: who is served, and that a county has said all. Never edited. */
export class CreateDeclarations1795500000001 implements MigrationInterface {
  readonly name = 'CreateDeclarations1795500000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE declarations (
        declaration_id text COLLATE "C" PRIMARY KEY,
        unit_code text COLLATE "C" NOT NULL,
        indicator text NOT NULL,
        mode text,
        frequency_per_week int2,
        valid_from date NOT NULL,
        valid_to date,
        source text NOT NULL,
        simulated boolean NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`
      CREATE INDEX declarations_unit ON declarations (indicator, unit_code)
        INCLUDE (valid_from, valid_to, frequency_per_week, simulated)`);
    await runner.query(`
      CREATE TABLE declaration_filings (
        filing_id text COLLATE "C" PRIMARY KEY,
        county_code text COLLATE "C" NOT NULL,
        indicator text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        source text NOT NULL,
        simulated boolean NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(
      `CREATE INDEX declaration_filings_county ON declaration_filings (indicator, county_code)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE declaration_filings`);
    await runner.query(`DROP TABLE declarations`);
  }
}
