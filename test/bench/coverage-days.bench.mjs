// Days served per village in a window, over ten million village-days: the product's bitmaps against
// DuckDB's count(distinct) over raw facts, and against DuckDB over days that are distinct already.
import { createRequire } from 'node:module';
import { BenchEngines } from './bench-engines.mjs';
import { heldOpen } from './held-open.mjs';
import { Service } from './product.mjs';
import { ratio } from './harness.mjs';
import {
  assertBits,
  codeOf,
  FROM,
  keepSomeDays,
  loadDuck,
  someBitmaps,
  TO,
  VILLAGES,
  writeBitmaps,
} from './village-day-rows.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(`../../dist/${file}.js`);

export const rounds = 7;
export const targets = {
  raw_over_bitmaps: { must: 50, aim: 500, atLeast: true },
  distinct_over_bitmaps: { must: 1, aim: 10, atLeast: true },
};

const hundredth = (value) => Math.round(value * 100) / 100;
const window = `day BETWEEN DATE '${FROM}' AND DATE '${TO}'`;
const RAW = `SELECT village, count(DISTINCT day)::INTEGER AS days FROM facts WHERE ${window}
  GROUP BY village ORDER BY village`;
const DISTINCT = `SELECT village, count(*)::INTEGER AS days FROM distinct_days WHERE ${window}
  GROUP BY village ORDER BY village`;

/** The bitmaps that are measured are those that the product keeps from facts and visits. */
function assertSameBits(kept, written) {
  const wrong = kept.findIndex((bitmap, i) => bitmap !== written[i]);
  if (kept.length === 0 || kept.length !== written.length || wrong !== -1)
    throw new Error(
      `${kept.length} kept, ${written.length} written:\n${kept[wrong]}\n${written[wrong]}`,
    );
}

export async function open(say) {
  const { VillageDays } = dist('apps/coverage/src/village-days/village-days.query');
  const { KeptDays } = dist('apps/coverage/src/village-days/kept-days.query');
  const { RevisionNow } = dist('apps/coverage/src/region-reads/revision-now.query');
  const { withDatabase } = dist('libs/persistence/src/pool/open-database');
  const engines = await BenchEngines.start();
  const service = await Service.start('coverage', engines.env); // makes the tables
  await service.stop();
  process.env['DATABASE_URL'] = engines.databaseUrl;
  const { db, done } = await heldOpen(withDatabase, 'coverage');
  await keepSomeDays(engines, db);
  const kept = await someBitmaps(engines);
  await engines.query('TRUNCATE coverage.village_days');
  await writeBitmaps(engines);
  assertSameBits(kept, await someBitmaps(engines));
  const duck = await loadDuck();
  const bitmaps = await assertBits(engines, duck.connection);
  say(`${bitmaps} bitmaps are DuckDB's days, ${kept.length} of them as the product keeps them`);
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
