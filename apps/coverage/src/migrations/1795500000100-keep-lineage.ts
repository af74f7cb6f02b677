import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every edition exactly as it was stated, what changed between neighbouring ones, and unit versions
 * as a projection of the two. What is loaded already is told again from the versions, which held on
 * the day of an edition exactly what it states.
 */
export class KeepLineage1795500000100 implements MigrationInterface {
  readonly name = 'KeepLineage1795500000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ROWS, ROWS_TOLD, ...REGISTERS, DECISIONS, ...CHANGES, ...VERSIONS]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX unit_versions_unit, unit_versions_name`);
    await runner.query(`ALTER TABLE unit_versions DROP CONSTRAINT unit_versions_pkey`);
    // Lineage is taken back with its tables: each version is a unit of its own again.
    await runner.query(`UPDATE unit_versions SET unit_id = version_id`);
    await runner.query(`ALTER TABLE unit_versions DROP COLUMN version_id,
      ADD PRIMARY KEY (unit_id, version)`);
    await runner.query(`DROP TABLE change_units, changes, decisions`);
    await runner.query(`ALTER TABLE registers DROP COLUMN ordinal, DROP COLUMN rejected_rows`);
    await runner.query(`DROP TABLE register_rows`);
  }
}

/** Level and parent follow from the code: a register in which they do not is refused. */
const ROWS = `
  CREATE TABLE register_rows (
    register_date date NOT NULL,
    code text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    PRIMARY KEY (register_date, code)
  ) WITH (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02)`;
const ROWS_TOLD = `
  INSERT INTO register_rows
  SELECT r.register_date, u.code, u.name, u.kind FROM registers r JOIN unit_versions u
    ON u.valid_from <= r.register_date AND (u.valid_to IS NULL OR r.register_date < u.valid_to)`;

/** Units are named after the edition that was loaded first, whatever its date. */
const REGISTERS = [
  `ALTER TABLE registers ADD COLUMN ordinal int, ADD COLUMN rejected_rows int NOT NULL DEFAULT 0`,
  `UPDATE registers r SET ordinal = o.n FROM (
     SELECT register_date, row_number() OVER (ORDER BY recorded_at, register_date) AS n
     FROM registers) o WHERE o.register_date = r.register_date`,
  `ALTER TABLE registers ALTER COLUMN ordinal SET NOT NULL`,
];

/**
 * Who recorded what, when: an import, or an organisation's word on changes. Never edited, and kept as
 * the last of its transaction, so that what is recorded by an instant can be read by then.
 */
const DECISIONS = `
  CREATE TABLE decisions (
    decision_id uuid PRIMARY KEY,
    ordinal int NOT NULL UNIQUE,
    act text NOT NULL,
    decided_by text NOT NULL,
    document text,
    note text,
    recorded_at int8 NOT NULL
  )`;

/**
 * A change is never edited either: a decision on it is a row that supersedes it. It is known from when
 * its decision was recorded until the decision that superseded it was.
 */
const CHANGES = [
  `CREATE TABLE changes (
     change_id uuid PRIMARY KEY,
     earlier date NOT NULL,
     later date NOT NULL,
     region text COLLATE "C" NOT NULL,
     kind text NOT NULL,
     status text NOT NULL,
     confidence int2,
     reason text NOT NULL,
     parameters text NOT NULL,
     heir text COLLATE "C",
     effective_on date NOT NULL,
     document text,
     note text,
     decision_id uuid NOT NULL REFERENCES decisions DEFERRABLE INITIALLY DEFERRED,
     superseded_by uuid REFERENCES decisions DEFERRABLE INITIALLY DEFERRED,
     CHECK (earlier < effective_on AND effective_on <= later)
   )`,
  `CREATE INDEX changes_pair ON changes (earlier, later, region, change_id)`,
  `CREATE INDEX changes_decision ON changes (decision_id)`,
  `CREATE INDEX changes_superseded ON changes (superseded_by) WHERE superseded_by IS NOT NULL`,
  `CREATE TABLE change_units (
     change_id uuid NOT NULL REFERENCES changes ON DELETE CASCADE,
     side text NOT NULL,
     code text COLLATE "C" NOT NULL,
     PRIMARY KEY (change_id, side, code),
     CHECK (side IN ('from', 'to'))
   )`,
  `CREATE INDEX change_units_code ON change_units (code, side)`,
];

/** A unit has as many versions as its life has stretches; each is named like a unit of its own. */
const VERSIONS = [
  `ALTER TABLE unit_versions DROP CONSTRAINT unit_versions_pkey`,
  `ALTER TABLE unit_versions ADD COLUMN version_id text COLLATE "C"`,
  `UPDATE unit_versions SET version_id = unit_id`,
  `ALTER TABLE unit_versions ALTER COLUMN version_id SET NOT NULL, ADD PRIMARY KEY (version_id)`,
  `CREATE INDEX unit_versions_unit ON unit_versions (unit_id, valid_from)`,
  `CREATE INDEX unit_versions_name ON unit_versions (name COLLATE "C")`,
];
