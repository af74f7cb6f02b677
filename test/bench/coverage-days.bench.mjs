// Days served per village in a window, over ten million village-days: the product's bitmaps against
// DuckDB's count(distinct) over raw facts, and against DuckDB over days that are distinct already.
import { createRequire } from 'node:module';
import { DuckDBInstance } from '@duckdb/node-api';
import { BenchEngines } from './bench-engines.mjs';
import { heldOpen } from './held-open.mjs';
import { Service } from './product.mjs';
import { ratio } from './harness.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(`../../dist/${file}.js`);

export const rounds = 7;
export const targets = {
  raw_over_bitmaps: { must: 50, aim: 500, atLeast: true },
  distinct_over_bitmaps: { must: 1, aim: 10, atLeast: true },
};

const VILLAGES = 40_000;
const DAYS = 365;
const FROM = '2020-01-01';
const TO = '2020-12-30';
const VILLAGES_AT_ONCE = 5_000;

const hundredth = (value) => Math.round(value * 100) / 100;
/** Three days of four; the same arithmetic in SQL. */
const isServed = (v, d) => (v * 7919 + d * 104729 + ((v * d) % 97)) % 100 < 75;
const SERVED = '(v * 7919 + d * 104729 + (v * d) % 97) % 100 < 75';
const codeOf = (v) => String(650_000_000_000 + v);

/** Raw facts, one to three a village-day, and the distinct days beside them. */
async function loadDuck() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`
    CREATE TABLE facts AS
    SELECT v::INTEGER AS village, (DATE '${FROM}' + d::INTEGER) AS day
    FROM range(${VILLAGES}) a(v), range(${DAYS}) b(d), range(3) c(n)
    WHERE ${SERVED} AND n <= (v + d) % 3 ORDER BY hash(v * 1000003 + d * 31 + n)`);
  await connection.run(`CREATE TABLE distinct_days AS SELECT DISTINCT village, day FROM facts`);
  return { instance, connection };
}

async function loadBitmaps(engines) {
  for (let from = 0; from < VILLAGES; from += VILLAGES_AT_ONCE) {
    const villages = Array.from({ length: VILLAGES_AT_ONCE }, (_, i) => from + i);
    const bits = villages.map((v) =>
      Array.from({ length: 366 }, (_, d) => (d < DAYS && isServed(v, d) ? '1' : '0')).join(''),
    );
    await engines.query(
      `INSERT INTO coverage.village_days (place_code, year, channel, direction, simulated, days)
       SELECT code, 2020, 'handed-over', 'inbound', true, bits::bit(366)
       FROM unnest($1::text[], $2::text[]) AS t(code, bits)`,
      [villages.map(codeOf), bits],
    );
  }
  await engines.query('ANALYZE coverage.village_days');
}

const window = `day BETWEEN DATE '${FROM}' AND DATE '${TO}'`;
const RAW = `SELECT village, count(DISTINCT day)::INTEGER AS days FROM facts WHERE ${window}
  GROUP BY village ORDER BY village`;
const DISTINCT = `SELECT village, count(*)::INTEGER AS days FROM distinct_days WHERE ${window}
  GROUP BY village ORDER BY village`;

export async function open(say) {
  const { VillageDays } = dist('apps/coverage/src/village-days/village-days.query');
  const { KeptDays } = dist('apps/coverage/src/village-days/kept-days.query');
  const { RevisionNow } = dist('apps/coverage/src/region-reads/revision-now.query');
  const { withDatabase } = dist('libs/persistence/src/pool/open-database');
  const engines = await BenchEngines.start();
  const service = await Service.start('coverage', engines.env); // makes the tables
  await service.stop();
  await loadBitmaps(engines);
  const duck = await loadDuck();
  process.env['DATABASE_URL'] = engines.databaseUrl;
  const { db, done } = await heldOpen(withDatabase, 'coverage');
  const freshDays = () => new VillageDays(db, new KeptDays(db, new RevisionNow(db)));
  const days = freshDays();
  const ask = (reader, limit = VILLAGES + 1) =>
    reader.inWindow({ place: '65', from: FROM, to: TO }, '', limit);
  const askBitmaps = () => ask(days);
  const askDuck = async (sql) => (await duck.connection.runAndReadAll(sql)).getColumns();
  const count = async (table) => Number((await askDuck(`SELECT count(*) FROM ${table}`))[0][0]);

  const ours = await askBitmaps();
  for (const sql of [RAW, DISTINCT]) {
    const [villages, counts] = await askDuck(sql);
    if (villages.length !== ours.length) throw new Error(`${ours.length} villages`);
    villages.forEach((v, i) => {
      if (ours[i].code !== codeOf(v) || ours[i].days !== counts[i])
        throw new Error(`${codeOf(v)}: bitmaps ${ours[i].days}, DuckDB ${Number(counts[i])}`);
    });
  }
  const [facts, villageDays] = [await count('facts'), await count('distinct_days')];
  say(`${facts} facts, ${villageDays} village-days, ${VILLAGES} villages: all counts are equal`);

  const timed = (work) => async () => {
    const begun = performance.now();
    await work();
    return { ms: hundredth(performance.now() - begun) };
  };
  return {
    variants: {
      bitmaps: timed(askBitmaps),
      first_read: timed(() => ask(freshDays())),
      duckdb_raw: timed(() => askDuck(RAW)),
      duckdb_distinct: timed(() => askDuck(DISTINCT)),
    },
    figures: (results) => ({
      raw_over_bitmaps: ratio(results.duckdb_raw.ms, results.bitmaps.ms),
      distinct_over_bitmaps: ratio(results.duckdb_distinct.ms, results.bitmaps.ms),
    }),
    close: async () => {
      await done();
      duck.connection.closeSync();
      duck.instance.closeSync();
      await engines.close();
    },
  };
}
