import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * In which mode a place was served: it stands in the code of the hand-over, above proof and fee. The view
 * learns to read it.
 */
export class TellOfModes1606200010000 implements MigrationInterface {
  readonly name = 'TellOfModes1606200010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE VIEW scan_records AS ${recordsWith(MODE)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE scans SET scan_id = set_byte(set_byte(scan_id, 1, 0), 2, get_byte(scan_id, 2) & 127)
       WHERE get_byte(scan_id, 0) = 3`);
    await runner.query('DROP VIEW scan_records');
    await runner.query(`CREATE VIEW scan_records AS ${recordsWith('')}`);
  }
}

const COLUMNS = (id: string): string => `
  SELECT s.tracking_number, s.occurred_at,
         CASE get_byte(${id}, 0)
           WHEN 1 THEN s.tracking_number || convert_from(substr(${id}, 2), 'LATIN1')
           WHEN 2 THEN encode(substr(${id}, 2), 'hex')::uuid::text
           ELSE convert_from(${id}, 'LATIN1')
         END COLLATE "C" AS scan_id,
         (ARRAY['accepted', 'departed', 'arrived', 'out-for-delivery', 'delivered',
                'held-at-station', 'in-locker', 'attempted', 'returning', 'returned', 'lost'
               ])[(s.kind_code::int4 & 15) + 1] AS kind,
         o.node_id, o.place_code, s.sent_at, s.recorded_at,
         NULLIF(o.device_id, '') AS device_id,
         CASE s.kind_code::int4 >> 4 WHEN 1 THEN false WHEN 2 THEN true END AS consent`;

const MODE = `,
         (ARRAY['direct', 'resident-station', 'post-express', 'shared-last-mile', 'bus-carried',
                'shop-agent'])[h.code >> 23] AS mode`;

/** The words of handover-code.ts. */
const recordsWith = (mode: string): string => `${COLUMNS('h.id')},
         (ARRAY['none', 'signature', 'photo', 'pickup-code', 'id-check'])[h.code & 7] AS proof,
         NULLIF((h.code >> 3) & 1048575, 0) - 1 AS fee_cents${mode}
    FROM scans s
    CROSS JOIN LATERAL (
      SELECT CASE get_byte(s.scan_id, 0) WHEN 3 THEN substr(s.scan_id, 6) ELSE s.scan_id END AS id,
             CASE get_byte(s.scan_id, 0)
               WHEN 3 THEN ('x' || encode(substr(s.scan_id, 2, 4), 'hex'))::bit(32)::int4
               ELSE 0
             END AS code) h
    JOIN scan_sources o ON o.code = s.source_code`;
