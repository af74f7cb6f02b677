import type { MigrationInterface, QueryRunner } from 'typeorm';
import { plainText } from '../lineage/names/place-name';

/** Names are found in one form: the few that are not written so keep it beside. */
export class FindPlainNames1795500000504 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE unit_versions ADD COLUMN plain_name text`);
    const names = (await runner.query(`SELECT DISTINCT name FROM unit_versions`)) as {
      name: string;
    }[];
    const others = names.map(({ name }) => name).filter((name) => plainText(name) !== name);
    await runner.query(
      `UPDATE unit_versions u SET plain_name = m.plain
       FROM unnest($1::text[], $2::text[]) AS m(name, plain) WHERE u.name = m.name`,
      [others, others.map(plainText)],
    );
    await runner.query(`DROP INDEX unit_versions_name`);
    await runner.query(
      `CREATE INDEX unit_versions_name ON unit_versions (coalesce(plain_name, name) COLLATE "C")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX unit_versions_name`);
    await runner.query(`ALTER TABLE unit_versions DROP COLUMN plain_name`);
    await runner.query(`CREATE INDEX unit_versions_name ON unit_versions (name COLLATE "C")`);
  }
}
