import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tracking's copy of what routing tells about mail rounds and visits. */
export class CreateRounds1606200002000 implements MigrationInterface {
  readonly name = 'CreateRounds1606200002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rounds (
        round_id text COLLATE "C" PRIMARY KEY,
        version int4 NOT NULL,
        village_code text COLLATE "C" NOT NULL,
        station_node_id text NOT NULL,
        weekdays int2[] NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        simulated bool NOT NULL
      )`);
    // Every version of a visit; one told in two versions counts for neither.
    await runner.query(`
      CREATE TABLE visits (
        village_code text COLLATE "C" NOT NULL,
        visit_id text COLLATE "C" NOT NULL,
        visited_at int8 NOT NULL,
        round_id text COLLATE "C" NOT NULL,
        handover_point text COLLATE "C" NOT NULL,
        day date NOT NULL,
        sent_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        PRIMARY KEY (village_code, visit_id, visited_at, round_id, handover_point)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE visits, rounds');
  }
}
