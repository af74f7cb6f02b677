import type { Database } from '@youlu/persistence';

/** Rows of a whole region's four weeks, in the numbers that the default run of 2020 makes. */
const REGION_PARCELS = 72_000;
const FIRST_DAY = '2020-08-31';
const FIRST_DAY_MS = 1_598_803_200_000; // 2020-08-31T00:00+08:00

/**
 * Fills the tables of evidence and declarations as a region's run leaves them, without the way
 * through doors and Kafka: the register must be loaded. Nothing here is drawn, so two loads are the
 * same. No ANALYZE on purpose: reads must be quick straight after a bulk load.
 */
export async function loadRegion(db: Database): Promise<void> {
  const statements = [
    NUMBERED,
    STATIONS,
    DECLARATIONS,
    FILINGS,
    PARCELS,
    FACTS,
    VISITS,
    WEEKS,
    REVISION,
  ];
  await db.transaction(async (tx) => {
    for (const statement of statements) await tx.execute(statement);
  });
}

const REVISION = `UPDATE revisions SET revision = revision + 1 WHERE bucket = 0`;

const NUMBERED = `
  CREATE TEMP TABLE numbered ON COMMIT DROP AS
  SELECT code, level, row_number() OVER (PARTITION BY level ORDER BY code)::int AS n
  FROM unit_versions
  WHERE kind IN ('town', 'township', 'ethnic_township', 'admin_village')`;

const STATIONS = `
  INSERT INTO nodes (node_id, version, tier, place_code, opens_on, simulated)
  SELECT 'station-' || code, 1, 'station', code, '2020-01-01', true FROM numbered WHERE level = 4`;

/** 883 outlets, every village for direct mail, and 3,246 villages for express. */
const DECLARATIONS = `
  INSERT INTO declarations (declaration_id, unit_code, indicator, mode, frequency_per_week,
                            valid_from, source, simulated, recorded_at)
  SELECT 'o-' || code, code, 'township-outlet', NULL, NULL::int2, '2020-01-01'::date, 'test', true, 0
  FROM numbered WHERE level = 4 AND n <= 883
  UNION ALL
  SELECT 'm-' || code, code, 'village-direct-mail', NULL, 3, '2020-01-01', 'test', true, 0
  FROM numbered WHERE level = 5
  UNION ALL
  SELECT 'e-' || code, code, 'village-express', 'post-express', NULL, '2020-01-01', 'test', true, 0
  FROM numbered WHERE level = 5 AND (n * 7919) % 8891 < 3246`;

const FILINGS = `
  INSERT INTO declaration_filings (filing_id, county_code, indicator, valid_from, source, simulated,
                                   recorded_at)
  SELECT 'f-' || i || '-' || code, code, i, '2020-01-01', 'test', true, 0
  FROM unit_versions,
       unnest(ARRAY['township-outlet', 'village-express', 'village-direct-mail']) AS i
  WHERE level = 3`;

const PARCELS = `
  INSERT INTO parcels (tracking_number, version, facts)
  SELECT 'LX' || lpad(p::text, 8, '0') || 'CN', 9, 2 FROM generate_series(1, ${REGION_PARCELS}) p`;

/**
 * Accepted at a station, delivered in one of the express villages or, at a village that gets none,
 * held at a station of another township.
 */
const FACTS = `
  INSERT INTO parcel_facts (tracking_number, ordinal, scan_id, kind, node_id, place_code,
    occurred_at, recorded_at, known_from, day, verdict, destination_code, is_evidence, is_rest,
    simulated)
  SELECT 'LX' || lpad(p::text, 8, '0') || 'CN', k, 's-' || p || '-' || k,
         CASE WHEN k = 0 THEN 'accepted' WHEN v.n % 50 = 0 THEN 'held-at-station' ELSE 'delivered' END,
         CASE WHEN k = 0 OR v.n % 50 = 0 THEN 'station-' || t.code ELSE 'village-' || v.code END,
         CASE WHEN k = 0 OR v.n % 50 = 0 THEN t.code ELSE v.code END,
         ${FIRST_DAY_MS} + ((p % 24) + k * 3) * 86400000::int8 + (p % 36000) * 1000,
         0, 0, date '${FIRST_DAY}' + (p % 24) + k * 3, 'ok', v.code,
         k = 0 OR v.n % 50 <> 0, k = 1, true
  FROM generate_series(1, ${REGION_PARCELS}) p
  CROSS JOIN generate_series(0, 1) k
  JOIN numbered t ON t.level = 4 AND t.n = 1 + p % 870
  JOIN (SELECT code, row_number() OVER (ORDER BY code)::int AS n FROM numbered
        WHERE level = 5 AND (n * 7919) % 8891 < 3246) v ON v.n = 1 + (p * 31) % 3246`;

/** Three visits a week; every 40th village is missed in the last week. */
const VISITS = `
  INSERT INTO visits (village_code, visit_id, visited_at, round_id, handover_point, sent_at,
                      recorded_at, day, monday, simulated)
  SELECT code, 'v-' || w || '-' || d, at, 'r-' || code, 'committee', at + 1000, 0,
         date '${FIRST_DAY}' + w * 7 + d * 2, date '${FIRST_DAY}' + w * 7, true
  FROM numbered, generate_series(0, 3) w, generate_series(0, 2) d,
       LATERAL (SELECT ${FIRST_DAY_MS} + (w * 7 + d * 2) * 86400000::int8 + 36000000 AS at) t
  WHERE level = 5 AND NOT (w = 3 AND n % 40 = 0)`;

const WEEKS = `
  INSERT INTO visit_weeks (village_code, monday, visited_days, visits, first_at, last_at,
    simulated_days)
  SELECT village_code, monday, bit_or(1 << (day - monday)), count(*), min(visited_at), max(visited_at),
    bit_or(1 << (day - monday))
  FROM visits GROUP BY 1, 2`;
