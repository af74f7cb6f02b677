import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The days on which a place was served: one bitmap a year for each channel and direction, so that
 * counting days is counting bits. Facts also keep their parcel's direction.
 */
export class KeepVillageDays1795500000201 implements MigrationInterface {
  readonly name = 'KeepVillageDays1795500000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE parcel_facts ADD COLUMN direction text`);
    await runner.query(`ALTER TABLE former_facts ADD COLUMN direction text`);
    await runner.query(`
      CREATE TABLE village_days (
        place_code text COLLATE "C" NOT NULL,
        year int2 NOT NULL,
        channel text COLLATE "C" NOT NULL,
        direction text COLLATE "C" NOT NULL,
        simulated boolean NOT NULL,
        days bit(366) NOT NULL,
        PRIMARY KEY (place_code, year, channel, direction, simulated)
      ) WITH (fillfactor = 60)`);
    await runner.query(`
      INSERT INTO village_days
      SELECT place_code, extract(year FROM day), channel, direction, simulated,
             bit_or(set_bit(repeat('0', 366)::bit(366), day - date_trunc('year', day)::date, 1))
      FROM (SELECT place_code, day, simulated, 'unstated' AS direction,
                   CASE kind WHEN 'delivered' THEN 'handed-over' ELSE kind END AS channel
            FROM parcel_facts WHERE is_evidence
            UNION ALL
            SELECT village_code, monday + i, false, 'unstated', 'visit'
            FROM visit_weeks, generate_series(0, 6) i WHERE (visited_days >> i) & 1 = 1) served
      GROUP BY 1, 2, 3, 4, 5`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE village_days`);
    await runner.query(`ALTER TABLE former_facts DROP COLUMN direction`);
    await runner.query(`ALTER TABLE parcel_facts DROP COLUMN direction`);
  }
}
