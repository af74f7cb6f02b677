// Village express over all of China: states and rates at all levels, by the engine and by DuckDB over the
// same columns, equal figures asserted; and the rows of provinces and prefectures over HTTP.
import { createRequire } from 'node:module';
import { DuckDBInstance } from '@duckdb/node-api';
import { BenchEngines } from './bench-engines.mjs';
import { draw, readNation, REGISTER_DATE } from './national-rows.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';
import { Service } from './product.mjs';
import { ratio } from './harness.mjs';
import { ask, assertServed, fillService } from './nation-service.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(`../../dist/${file}.js`);

export const rounds = 7;
export const targets = {
  engine_over_duckdb: { must: 1.5, aim: 0.5 },
  http_ms: { must: 15, aim: 5 },
};

const SEED = 'nation-1';
const PLACE_DIGITS = [2, 4, 6, 9];
const RATE_LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4'];
/** Compared over HTTP; of level 4 there are forty pages more, of the same roll-up. */
const SERVED_LEVELS = RATE_LEVELS.slice(0, -1);
const ASKED_TIMES = 15;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const hundredth = (value) => Math.round(value * 100) / 100;

/** Facts of every village as columns, the way the service has them after its reads. */
function drawFacts(population) {
  const vocabulary = dist('libs/vocabulary/src/index');
  const { noFacts } = dist('apps/coverage/src/edition-form/unit-facts');
  const facts = noFacts(population.size);
  const day = vocabulary.dayNumber('2020-01-01');
  population.units.forEach(({ code }, unit) => {
    const u = (word) => draw(vocabulary, SEED, code, word);
    if (u('declared') < 0.4) facts.declaredFrom[unit] = day;
    if (u('seen') < 0.35) {
      facts.evidenceCount[unit] = 1 + Math.floor(u('count') * 30);
      facts.evidenceDays[unit] = 1;
    } else if (u('stopped') < 0.05) facts.stoppedElsewhere[unit] = Math.floor(u('parcels') * 8);
    const filed = draw(vocabulary, SEED, code.slice(0, 6), 'filed') < 0.7;
    facts.countyFiled[unit] = filed ? 1 : 0;
    facts.simulated[unit] = 1;
  });
  return facts;
}

/** The same rows for DuckDB, places as numbers made beforehand, in memory. */
async function loadDuck(population, facts) {
  const { NOT_DECLARED } = dist('apps/coverage/src/edition-form/unit-facts');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE villages (p2 INTEGER, p4 INTEGER, p6 INTEGER, p9 INTEGER, declared BOOLEAN,
       filed BOOLEAN, evidence INTEGER, stopped INTEGER)`,
  );
  const appender = await connection.createAppender('villages');
  population.units.forEach(({ code }, unit) => {
    for (const digits of PLACE_DIGITS) appender.appendInteger(Number(code.slice(0, digits)));
    appender.appendBoolean(facts.declaredFrom[unit] !== NOT_DECLARED);
    appender.appendBoolean(facts.countyFiled[unit] === 1);
    appender.appendInteger(facts.evidenceCount[unit]);
    appender.appendInteger(facts.stoppedElsewhere[unit]);
    appender.endRow();
  });
  appender.closeSync();
  return { instance, connection };
}

const STATES_SQL = `
  WITH states AS (
    SELECT p2, p4, p6, p9, declared,
      CASE WHEN evidence > 0 THEN 1
           WHEN declared AND stopped >= 3 THEN 2
           WHEN declared THEN 3
           WHEN filed THEN 4
           ELSE 5 END AS state
    FROM villages)
  SELECT coalesce(p9, p6, p4, p2) AS place, count(*)::INTEGER AS denominator,
    (count(*) FILTER (WHERE declared))::INTEGER AS declared,
    (count(*) FILTER (WHERE state = 1))::INTEGER AS observed,
    (count(*) FILTER (WHERE state = 2))::INTEGER AS contradicted,
    (count(*) FILTER (WHERE state = 3))::INTEGER AS declared_only,
    (count(*) FILTER (WHERE state = 4))::INTEGER AS not_served,
    (count(*) FILTER (WHERE state = 5))::INTEGER AS unknown,
    (count(*) FILTER (WHERE state = 1 AND NOT declared))::INTEGER AS undeclared,
    (count(*) FILTER (WHERE declared AND state IN (1, 2)))::INTEGER AS measured
  FROM states GROUP BY GROUPING SETS ((p2), (p4), (p6), (p9))`;
const COUNTS = [
  'denominator',
  'declared',
  'observed',
  'contradicted',
  'declared_only',
  'not_served',
  'unknown',
  'undeclared',
  'measured',
];
const fieldOf = (name) => name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** Both answers by place; every count of every place that holds a village must be the same. */
function assertSame(tallies, columns) {
  const [places, ...counts] = columns;
  let compared = 0;
  places.forEach((place, row) => {
    const tally = tallies.get(String(place));
    COUNTS.forEach((name, i) => {
      const [ours, theirs] = [tally?.[fieldOf(name)], counts[i][row]];
      if (ours !== theirs) throw new Error(`${place} ${name}: engine ${ours}, DuckDB ${theirs}`);
      compared++;
    });
  });
  const inhabited = [...tallies.values()].filter(({ denominator }) => denominator > 0).length;
  if (inhabited !== places.length) throw new Error(`${inhabited} places, DuckDB ${places.length}`);
  return compared;
}

export async function open(say) {
  const { RegisterTree } = dist('apps/coverage/src/register/register-tree');
  const { placesOf, populationOf } = dist('apps/coverage/src/judgement/register-places');
  const { JudgedUnits } = dist('apps/coverage/src/judgement/judged-units');
  const { VILLAGE_EXPRESS_2020 } = dist('apps/coverage/src/editions/village-express.2020');
  const { parametersOf } = dist('apps/coverage/src/edition-form/parameters');
  const { DENOMINATORS } = dist('apps/coverage/src/edition-form/denominators');
  const units = readNation();
  const tree = new RegisterTree(REGISTER_DATE, units);
  const population = populationOf(
    tree,
    VILLAGE_EXPRESS_2020.population,
    DENOMINATORS['strict-2020'],
  );
  const facts = drawFacts(population);
  const parameters = parametersOf(VILLAGE_EXPRESS_2020.parameters, {});
  const levels = RATE_LEVELS.map((level) => placesOf(tree, level));
  const known = { population, facts, ways: [], origins: new Map(), lineage: [] };
  const places = levels.reduce((sum, { size }) => sum + size, 0);
  say(`${places} places, ${population.size} villages`);

  /** All counts of all places, as DuckDB hands its columns over: what is measured is an answer. */
  const answerAll = () => {
    const judged = new JudgedUnits(VILLAGE_EXPRESS_2020, parameters, known);
    return levels.map((places) => {
      const rollUp = judged.rollUp(places);
      return Array.from({ length: places.size }, (_, place) => rollUp.tally(place));
    });
  };
  const byPlace = (answers) =>
    new Map(
      levels.flatMap((places, level) =>
        places.units.map(({ code }, at) => [code, answers[level][at]]),
      ),
    );
  const duck = await loadDuck(population, facts);
  const askDuck = async () => (await duck.connection.runAndReadAll(STATES_SQL)).getColumns();
  const tallies = byPlace(answerAll());
  say(`${assertSame(tallies, await askDuck())} counts are equal`);

  const engines = await BenchEngines.start();
  const service = await Service.start('coverage', engines.env);
  await fillService(engines, units, population, facts);
  const first = await ask(service, 'region');
  if (first.items.length !== 31) throw new Error(`${first.items.length} provinces`);
  const sizes = SERVED_LEVELS.map((level, at) => [level, levels[at].size]);
  const served = await assertServed(service, Object.fromEntries(sizes), tallies);
  say(`first answer ${Math.round(first.ms)} ms; ${served} counts over HTTP are equal`);

  /** Wall time, and the time of the processor: other work on the machine lengthens only the first. */
  const timed = (work) => async () => {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    return {
      ms: hundredth(performance.now() - begun),
      cpu_ms: hundredth((user + system) / 1000),
    };
  };
  return {
    variants: {
      engine: timed(answerAll),
      duckdb: timed(askDuck),
      http: async () => {
        const times = { region: [], prefecture: [] };
        const pids = { node: service.pid, postgres: engines.pids.postgres };
        const before = secondsOf(pids);
        for (let i = 0; i < ASKED_TIMES; i++)
          for (const level of Object.keys(times)) times[level].push((await ask(service, level)).ms);
        const [regionMs, prefectureMs] = [median(times.region), median(times.prefecture)];
        const used = microsecondsPer(ASKED_TIMES * 2, before, pids);
        return { region_ms: hundredth(regionMs), prefecture_ms: hundredth(prefectureMs), ...used };
      },
    },
    figures: ({ engine, duckdb, http }) => ({
      engine_over_duckdb: ratio(engine.ms, duckdb.ms),
      engine_over_duckdb_cpu: ratio(engine.cpu_ms, duckdb.cpu_ms),
      http_ms: Math.max(http.region_ms, http.prefecture_ms),
      first_answer_ms: Math.round(first.ms),
    }),
    close: async () => {
      await service.stop();
      await engines.close();
      duck.connection.closeSync();
      duck.instance.closeSync();
    },
  };
}
