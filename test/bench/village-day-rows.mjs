// The days of many villages, told in up to three sorts: as raw facts for DuckDB, as bitmaps written
// straight, and for some villages as bitmaps that the product keeps from the same facts.
import { createRequire } from 'node:module';
import { DuckDBInstance } from '@duckdb/node-api';

const require = createRequire(import.meta.url);
const dist = (file) => require(`../../dist/${file}.js`);

export const VILLAGES = 40_000;
export const FROM = '2020-01-01';
export const TO = '2020-12-30';
const DAYS = 365;
const VILLAGES_AT_ONCE = 5_000;
/** Villages whose bitmaps the product keeps itself; the arithmetic repeats after a hundred. */
const KEPT_VILLAGES = 200;

/** What is told first, second and third on a day. */
const SORTS = [
  { channel: 'handed-over', direction: 'inbound', mode: 'post-express' },
  { channel: 'accepted', direction: 'outbound', mode: 'unstated' },
  { channel: 'visit', direction: 'unstated', mode: 'unstated' },
];

/** Three days of four; the same arithmetic in SQL. */
const isServed = (v, d) => (v * 7919 + d * 104729 + ((v * d) % 97)) % 100 < 75;
const SERVED = '(v * 7919 + d * 104729 + (v * d) % 97) % 100 < 75';
const isTold = (v, d, n) => isServed(v, d) && n <= (v + d) % 3;
const TOLD = `${SERVED} AND n <= (v + d) % 3`;
export const codeOf = (v) => String(650_000_000_000 + v);
const CODE = '(650000000000 + v)::text';

/** Raw facts, one to three a village-day, and the distinct days beside them. */
export async function loadDuck() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`
    CREATE TABLE facts AS
    SELECT v::INTEGER AS village, n::INTEGER AS sort, (DATE '${FROM}' + d::INTEGER) AS day
    FROM range(${VILLAGES}) a(v), range(${DAYS}) b(d), range(3) c(n)
    WHERE ${TOLD} ORDER BY hash(v * 1000003 + d * 31 + n)`);
  await connection.run(`CREATE TABLE distinct_days AS SELECT DISTINCT village, day FROM facts`);
  return { instance, connection };
}

/** Raw facts of some villages in the tables, and their bitmaps from `KeepVillageDays` alone. */
export async function keepSomeDays(engines, db) {
  const { KeepVillageDays } = dist('apps/coverage/src/village-days/keep-village-days.use-case');
  const { VillageDayRepository } = dist('apps/coverage/src/village-days/village-day.repository');
  const told = `FROM generate_series(0, ${KEPT_VILLAGES - 1}) v, generate_series(0, ${DAYS - 1}) d`;
  const day = `(DATE '${FROM}' + d)`;
  for (const [n, kind] of ['delivered', 'accepted'].entries()) {
    const { direction, mode } = SORTS[n];
    await engines.query(
      `INSERT INTO coverage.parcel_facts (tracking_number, ordinal, scan_id, kind, node_id, place_code,
         occurred_at, recorded_at, known_from, day, verdict, is_evidence, is_rest, simulated, direction, mode)
       SELECT 'D' || v || '-' || d, ${n}, 's', '${kind}', 'n', ${CODE}, 0, 0, 0, ${day}, 'ok', true,
         false, true, '${direction}', nullif('${mode}', 'unstated')
       ${told} WHERE ${TOLD.replaceAll('n <=', `${n} <=`)}`,
    );
  }
  const weeks = await engines.query(
    `INSERT INTO coverage.visit_weeks (village_code, monday, visited_days, visits, first_at, last_at,
       simulated_days)
     SELECT ${CODE}, w.monday, bit_or(1 << (${day} - w.monday)), count(*), 0, 0,
       bit_or(1 << (${day} - w.monday))
     ${told}, LATERAL (SELECT date_trunc('week', ${day})::date AS monday) w
     WHERE ${TOLD.replaceAll('n <=', '2 <=')} GROUP BY 1, 2
     RETURNING village_code AS "villageCode", monday::text`,
  );
  const keep = new KeepVillageDays(new VillageDayRepository());
  await db.transaction(async (tx) => {
    await keep.lookUp(tx, daysOfParcels());
    await keep.afterRecounting(tx, weeks);
  });
}

function daysOfParcels() {
  const { addDays } = dist('libs/vocabulary/src/index');
  const days = [];
  for (let v = 0; v < KEPT_VILLAGES; v++)
    for (let d = 0; d < DAYS; d++)
      for (const [n, sort] of SORTS.slice(0, 2).entries())
        if (isTold(v, d, n))
          days.push({ ...sort, placeCode: codeOf(v), day: addDays(FROM, d), simulated: true });
  return days;
}

/** Bitmaps of all villages, written straight: the use case would take the bench an hour. */
export async function writeBitmaps(engines) {
  for (let from = 0; from < VILLAGES; from += VILLAGES_AT_ONCE) {
    const villages = Array.from({ length: VILLAGES_AT_ONCE }, (_, i) => from + i);
    for (const [n, { channel, direction, mode }] of SORTS.entries()) {
      const bits = villages.map((v) =>
        Array.from({ length: 366 }, (_, d) => (d < DAYS && isTold(v, d, n) ? '1' : '0')).join(''),
      );
      await engines.query(
        `INSERT INTO coverage.village_days (place_code, year, channel, direction, mode, simulated, days)
         SELECT code, 2020, $3, $4, $5, true, bits::bit(366)
         FROM unnest($1::text[], $2::text[]) AS t(code, bits)`,
        [villages.map(codeOf), bits, channel, direction, mode],
      );
    }
  }
  await engines.query('ANALYZE coverage.village_days');
}

/** What is kept of the villages of `keepSomeDays`, bit by bit; a bitmap without a day says nothing. */
export async function someBitmaps(engines) {
  const rows = await engines.query(
    `SELECT place_code, year, channel, direction, mode, simulated, days::text
     FROM coverage.village_days WHERE place_code < $1 AND bit_count(days) > 0 ORDER BY 1, 2, 3, 4, 5`,
    [codeOf(KEPT_VILLAGES)],
  );
  return rows.map((row) => Object.values(row).join(' '));
}

/** Days of every bitmap against DuckDB's distinct days of the same sort. */
export async function assertBits(engines, connection) {
  const bits = await engines.query(
    `SELECT place_code, channel, bit_count(days)::int AS days FROM coverage.village_days`,
  );
  const counts = new Map(bits.map((row) => [`${row.place_code} ${row.channel}`, row.days]));
  const columns = (
    await connection.runAndReadAll(
      'SELECT village, sort, count(DISTINCT day)::INTEGER FROM facts GROUP BY village, sort',
    )
  ).getColumns();
  const [villages, sorts, days] = columns;
  villages.forEach((v, i) => {
    const key = `${codeOf(v)} ${SORTS[sorts[i]].channel}`;
    if (counts.get(key) !== days[i])
      throw new Error(`${key}: ${counts.get(key)} bits, DuckDB ${days[i]}`);
  });
  if (counts.size !== villages.length) throw new Error(`${counts.size} bitmaps`);
  return counts.size;
}
