import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNetwork1764000000000 implements MigrationInterface {
  readonly name = 'CreateNetwork1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRows(runner);
    await this.createHistory(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE network_revision, network_history, rounds, timetables, links, nodes',
    );
  }

  private async createRows(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE nodes (
        node_id text PRIMARY KEY,
        version int NOT NULL,
        tier text NOT NULL,
        name text NOT NULL,
        place_code text NOT NULL,
        handling_minutes int NOT NULL,
        opens_on date NOT NULL,
        closes_on date,
        simulated boolean NOT NULL
      )`);
    // References are checked at the door, row by row, so that a bad row never costs the good ones.
    await runner.query(`
      CREATE TABLE links (
        link_id text PRIMARY KEY,
        version int NOT NULL,
        from_node_id text NOT NULL,
        to_node_id text NOT NULL,
        distance_km float8 NOT NULL,
        simulated boolean NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE timetables (
        timetable_id text PRIMARY KEY,
        version int NOT NULL,
        link_id text NOT NULL,
        weekdays int[] NOT NULL,
        depart_minute int NOT NULL,
        travel_minutes int NOT NULL,
        runs_from date NOT NULL,
        runs_to date,
        simulated boolean NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE rounds (
        round_id text PRIMARY KEY,
        version int NOT NULL,
        village_code text NOT NULL,
        station_node_id text NOT NULL,
        weekdays int[] NOT NULL,
        runs_from date NOT NULL,
        runs_to date,
        simulated boolean NOT NULL
      )`);
  }

  private async createHistory(runner: QueryRunner): Promise<void> {
    // What each of them said before, and when we were told.
    await runner.query(`
      CREATE TABLE network_history (
        id text NOT NULL,
        kind text NOT NULL,
        version int NOT NULL,
        content jsonb NOT NULL,
        recorded_at int8 NOT NULL,
        PRIMARY KEY (id, kind, version)
      )`);
    // Plans are kept in memory per revision; every import that changes something moves it.
    await runner.query(`
      CREATE TABLE network_revision (
        network text PRIMARY KEY CHECK (network = 'all'),
        revision int8 NOT NULL
      )`);
    await runner.query(`INSERT INTO network_revision (network, revision) VALUES ('all', 0)`);
  }
}
