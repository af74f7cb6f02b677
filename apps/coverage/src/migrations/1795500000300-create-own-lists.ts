import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists beside the register: targets that it does not name, and what is prescribed for mail. */
export class CreateOwnLists1795500000300 implements MigrationInterface {
  readonly name = 'CreateOwnLists1795500000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE coverage_targets (
        target_id text COLLATE "C" PRIMARY KEY,
        list text NOT NULL,
        place_code text COLLATE "C" NOT NULL,
        name text NOT NULL,
        node_id text COLLATE "C",
        served_from date,
        valid_from date NOT NULL,
        valid_to date,
        source text NOT NULL,
        simulated boolean NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`CREATE INDEX coverage_targets_list ON coverage_targets (list, place_code)`);
    await runner.query(`
      CREATE TABLE mail_prescriptions (
        prescription_id text COLLATE "C" PRIMARY KEY,
        unit_code text COLLATE "C" NOT NULL,
        kind text NOT NULL,
        visits_per_week int2,
        valid_from date NOT NULL,
        valid_to date,
        reason text NOT NULL,
        source text NOT NULL,
        simulated boolean NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`CREATE INDEX mail_prescriptions_unit ON mail_prescriptions (unit_code)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE mail_prescriptions`);
    await runner.query(`DROP TABLE coverage_targets`);
  }
}
