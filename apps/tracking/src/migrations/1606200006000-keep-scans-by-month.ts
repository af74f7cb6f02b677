import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Scans in months, in half the bytes. The words a scan repeats (who, where, with what) are a code of
 * `scan_sources`, kind and consent a number, its id what it adds to the tracking number; the key is
 * the time and two hashes. In the order of time new rows come to the right edge of that index, which
 * stays dense; the number itself is not indexed, since a parcel's row names its scans. Scans are read
 * through `scan_records`, which has their words again.
 */
export class KeepScansByMonth1606200006000 implements MigrationInterface {
  readonly name = 'KeepScansByMonth1606200006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE scans RENAME TO scans_as_told');
    await runner.query('ALTER INDEX scans_pkey RENAME TO scans_as_told_pkey');
    await runner.query(SOURCES);
    await runner.query(SCANS);
    await runner.query('CREATE TABLE scan_months (month text COLLATE "C" PRIMARY KEY)');
    await runner.query(RECORDS);
    await runner.query(HASHES);
    await runner.query(KEEP_SOURCES);
    for (const month of await monthsOf(runner)) await makeMonth(runner, month);
    await runner.query(KEEP_SCANS);
    await runner.query(DROP_HASHES);
    await runner.query('DROP TABLE scans_as_told');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(HASHES);
    await runner.query(`
      CREATE TABLE scans_as_told AS
        SELECT tracking_number, occurred_at, scan_id,
               (scan_fnv1a(${CONTENT}) << 32 >> 32)::int4 AS digest,
               kind, node_id, place_code, sent_at, recorded_at, device_id, consent
          FROM scan_records`);
    await runner.query(`
      ALTER TABLE scans_as_told
        ALTER tracking_number TYPE text COLLATE "C", ALTER scan_id TYPE text COLLATE "C",
        ALTER tracking_number SET NOT NULL, ALTER occurred_at SET NOT NULL,
        ALTER scan_id SET NOT NULL, ALTER digest SET NOT NULL, ALTER kind SET NOT NULL,
        ALTER node_id SET NOT NULL, ALTER place_code SET NOT NULL, ALTER sent_at SET NOT NULL,
        ALTER recorded_at SET NOT NULL`);
    await runner.query(DROP_HASHES);
    await runner.query('DROP VIEW scan_records');
    await runner.query('DROP TABLE scans, scan_sources, scan_months');
    await runner.query('ALTER TABLE scans_as_told RENAME TO scans');
    await runner.query(
      'ALTER TABLE scans ADD PRIMARY KEY (tracking_number, occurred_at, scan_id, digest)',
    );
  }
}

const SOURCES = `
  CREATE TABLE scan_sources (
    code int4 PRIMARY KEY,
    node_id text COLLATE "C" NOT NULL,
    place_code text COLLATE "C" NOT NULL,
    device_id text COLLATE "C" NOT NULL,
    UNIQUE (node_id, place_code, device_id)
  )`;

/** Fixed widths first and no NULL anywhere: neither padding nor a bitmap in each row. */
const SCANS = `
  CREATE TABLE scans (
    occurred_at int8 NOT NULL,
    sent_at int8 NOT NULL,
    recorded_at int8 NOT NULL,
    parcel_hash int4 NOT NULL,
    scan_hash int4 NOT NULL,
    source_code int4 NOT NULL,
    kind_code "char" NOT NULL,
    tracking_number text COLLATE "C" NOT NULL,
    scan_id bytea NOT NULL,
    PRIMARY KEY (occurred_at, parcel_hash, scan_hash)
  ) PARTITION BY RANGE (occurred_at)`;

/** The words again; the codes are made in scan-code.ts. */
const RECORDS = `
  CREATE VIEW scan_records AS
    SELECT s.tracking_number, s.occurred_at,
           CASE get_byte(s.scan_id, 0)
             WHEN 1 THEN s.tracking_number || convert_from(substr(s.scan_id, 2), 'LATIN1')
             WHEN 2 THEN encode(substr(s.scan_id, 2), 'hex')::uuid::text
             ELSE convert_from(s.scan_id, 'LATIN1')
           END COLLATE "C" AS scan_id,
           (ARRAY['accepted', 'departed', 'arrived', 'out-for-delivery', 'delivered',
                  'held-at-station', 'in-locker', 'attempted', 'returning', 'returned', 'lost'
                 ])[(s.kind_code::int4 & 15) + 1] AS kind,
           o.node_id, o.place_code, s.sent_at, s.recorded_at,
           NULLIF(o.device_id, '') AS device_id,
           CASE s.kind_code::int4 >> 4 WHEN 1 THEN false WHEN 2 THEN true END AS consent
      FROM scans s JOIN scan_sources o ON o.code = s.source_code`;

const CONTENT = `kind || '|' || node_id || '|' || place_code || '|' ||
  CASE consent WHEN true THEN 'y' WHEN false THEN 'n' ELSE '' END`;

/** The hashes of libs/vocabulary/draws.ts, for the rows that are there; all ids are ASCII. */
const HASHES = `
  CREATE FUNCTION scan_imul(a int8, b int8) RETURNS int8 LANGUAGE sql IMMUTABLE AS $$
    SELECT ((((a & 4294967295) * (b >> 16) & 65535) << 16)
            + (a & 4294967295) * (b & 65535)) & 4294967295 $$;
  CREATE FUNCTION scan_fnv1a(words text) RETURNS int8 LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE h int8 := 2166136261; bytes bytea := convert_to(words, 'UTF8');
    BEGIN
      FOR i IN 0 .. length(bytes) - 1 LOOP
        h := ((h # get_byte(bytes, i)) * 16777619) & 4294967295;
      END LOOP;
      RETURN h;
    END $$;
  CREATE FUNCTION scan_mix(x int8) RETURNS int4 LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE h int8 := x & 4294967295;
    BEGIN
      h := scan_imul(h # (h >> 16), 2246822507);
      h := scan_imul(h # (h >> 13), 3266489909);
      h := h # (h >> 16);
      RETURN (h << 32 >> 32)::int4;
    END $$`;
const DROP_HASHES = 'DROP FUNCTION scan_mix(int8), scan_fnv1a(text), scan_imul(int8, int8)';

const KEEP_SOURCES = `
  INSERT INTO scan_sources (code, node_id, place_code, device_id)
    SELECT row_number() OVER (), node_id, place_code, device_id
      FROM (SELECT DISTINCT node_id, place_code, coalesce(device_id, '') AS device_id
              FROM scans_as_told) s`;

const KEEP_SCANS = `
  INSERT INTO scans (occurred_at, sent_at, recorded_at, parcel_hash, scan_hash, source_code,
                     kind_code, tracking_number, scan_id)
    SELECT t.occurred_at, t.sent_at, t.recorded_at, scan_mix(scan_fnv1a(t.tracking_number)),
           scan_mix(scan_fnv1a(t.scan_id) + scan_imul(t.digest, 2654435761)), o.code,
           (array_position(ARRAY['accepted', 'departed', 'arrived', 'out-for-delivery', 'delivered',
             'held-at-station', 'in-locker', 'attempted', 'returning', 'returned', 'lost'], t.kind)
             - 1 + CASE t.consent WHEN false THEN 16 WHEN true THEN 32 ELSE 0 END)::"char",
           t.tracking_number,
           CASE WHEN starts_with(t.scan_id, t.tracking_number)
                  THEN '\\x01' || convert_to(substr(t.scan_id, length(t.tracking_number) + 1), 'LATIN1')
                WHEN t.scan_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                  THEN '\\x02' || decode(replace(t.scan_id, '-', ''), 'hex')
                ELSE convert_to(t.scan_id, 'LATIN1') END
      FROM scans_as_told t
      JOIN scan_sources o ON (o.node_id, o.place_code, o.device_id)
                           = (t.node_id, t.place_code, coalesce(t.device_id, ''))
     ORDER BY t.occurred_at`;

/** Months of official time (UTC+8) between two open ends; an end is named when a scan lies there. */
async function monthsOf(runner: QueryRunner): Promise<string[]> {
  const rows: { month: string }[] = await runner.query(`
    SELECT DISTINCT CASE WHEN year < 2015 THEN 'before-2015' WHEN year > 2035 THEN 'from-2036'
                         ELSE to_char(told, 'YYYY-MM') END AS month
      FROM (SELECT told, extract(year FROM told) AS year
              FROM (SELECT to_timestamp(occurred_at / 1000.0) AT TIME ZONE 'Asia/Shanghai' AS told
                      FROM scans_as_told) t) y
     ORDER BY 1`);
  return rows.map(({ month }) => month);
}

const startOf = (year: number, month: number): number =>
  Date.UTC(year, month - 1, 1) - 8 * 3_600_000;
const OPEN_ENDS: Readonly<Record<string, readonly [string | number, string | number]>> = {
  'before-2015': ['MINVALUE', startOf(2015, 1)],
  'from-2036': [startOf(2036, 1), 'MAXVALUE'],
};

async function makeMonth(runner: QueryRunner, month: string): Promise<void> {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const [begin, end] = OPEN_ENDS[month] ?? [startOf(year, number), startOf(year, number + 1)];
  await runner.query('INSERT INTO scan_months (month) VALUES ($1)', [month]);
  await runner.query(
    `CREATE TABLE scans_${month.replace('-', '_')} PARTITION OF scans
       FOR VALUES FROM (${begin}) TO (${end})`,
  );
}
