// The files of a frozen report the size of a nation, and of two: time, bytes, peak memory of the service.
import { readFileSync } from 'node:fs';
import { BenchEngines } from './bench-engines.mjs';
import { Service } from './product.mjs';

export const rounds = 3;
/**
 * What is streamed takes no more memory for a list twice as long: what the service grows to is the young
 * generation of its heap, which is as large as it is started with (3 × 128 MB).
 */
export const targets = { peak_growth: { must: 1.2, aim: 1.05 } };

const VILLAGES = 487_000;
const VILLAGES_PER_TOWNSHIP = 16;
const TOWNSHIPS_PER_COUNTY = 11;
const ROWS_PER_PIECE = 1_000;
const SIZES = { nation: 1, two_nations: 2 };
const FILES = [
  'report.json',
  'units.csv',
  'places.csv',
  'report.xlsx',
  'map.geojson',
  'report.pdf',
];
const STATES = [
  ['observed', 'evidence-in-window', 1],
  ['declared-only', 'declared-without-evidence', 1],
  ['not-served', 'filing-complete-not-declared', 0],
];
const COUNTS = [16, 11, 6, 5, 0, 5, 0, 0, 0, 6];
const HASH = '0'.repeat(64);

const codeOf = (township) => {
  const county = 110_000 + Math.floor(township / TOWNSHIPS_PER_COUNTY);
  return `${county}${100 + (township % TOWNSHIPS_PER_COUNTY)}`;
};

/** The lists as rows in pieces, nothing of them drawn. */
function* pieces(count, rowOf) {
  for (let from = 0, ordinal = 0; from < count; from += ROWS_PER_PIECE, ordinal++) {
    const rows = Array.from({ length: Math.min(ROWS_PER_PIECE, count - from) }, (_, i) =>
      JSON.stringify(rowOf(from + i)),
    );
    yield { ordinal, text: rows.join(',') };
  }
}

const villageOf = (i) => {
  const [state, rule, declared] = STATES[i % STATES.length];
  const code = `${codeOf(Math.floor(i / VILLAGES_PER_TOWNSHIP))}${200 + (i % VILLAGES_PER_TOWNSHIP)}`;
  return [code, `虚构第${i}建制村村民委员会`, 'admin_village', state, rule, declared, 1];
};
const townshipOf = (i) => [codeOf(i), `虚构第${i}乡`, 'unit4', ...COUNTS];
const countyOf = (i) => [`${110_000 + i}`, `虚构第${i}县`, 'county', ...COUNTS];

const tally = {
  denominator: VILLAGES,
  declared: 324_667,
  observed: 162_334,
  declaredOnly: 162_333,
  contradicted: 0,
  notServed: 162_333,
  unknown: 0,
  excluded: 0,
  undeclared: 0,
  measured: 162_334,
};
const headerOf = (reportId, unitCount) => ({
  by: '虚构单位',
  code: { version: '0', revision: null, rules: {} },
  format: 'youlu.coverage-report/1',
  frozenAt: '2026-01-01T00:00:00+08:00',
  indicatorName: { zh: '虚构指标', en: 'made-up' },
  members: [],
  membersMissing: [],
  place: { code: '11', name: '虚构', level: 'region' },
  placeColumns: ['code', 'name', 'level', ...Object.keys(tally)],
  position: { revision: 0, facts: {}, log: {}, audit: { seq: 0, hash: HASH } },
  purpose: '测量',
  question: {
    indicator: 'village-express',
    edition: '2020',
    denominator: 'strict-2020',
    parameters: {},
    registerDate: '2020-06-30',
    asOf: '2020-09-27',
    knownAt: '2026-01-01T00:00:00+08:00',
    place: '11',
  },
  registers: [],
  reportId,
  simulated: true,
  tally,
  unitColumns: ['code', 'name', 'kind', 'state', 'rule', 'declared', 'simulated'],
  unitCount,
});

async function fill(engines, report, villages) {
  const add = (part, { ordinal, text }) =>
    engines.query(`INSERT INTO coverage.report_rows VALUES ($1, $2, $3, '', $4)`, [
      report,
      part,
      ordinal,
      text,
    ]);
  for (const piece of pieces(villages, villageOf)) await add('units', piece);
  const townships = Math.ceil(villages / VILLAGES_PER_TOWNSHIP);
  const counties = Math.ceil(townships / TOWNSHIPS_PER_COUNTY);
  const all = (i) => (i < counties ? countyOf(i) : townshipOf(i - counties));
  for (const piece of pieces(townships + counties, all)) await add('places', piece);
  await engines.query(
    `INSERT INTO coverage.reports (report_id, place_code, indicator, as_of, question_key, header,
       sha256, result_sha256, units, frozen_at, audit_seq, audit_hash, state)
     VALUES ($1, '11', 'village-express', '2020-09-27', '', $2, $3, $3, $4, 0, 0, $3, 'draft')`,
    [report, JSON.stringify(headerOf(report, villages)), HASH, villages],
  );
}

const megabytes = (kilobytes) => Math.round(kilobytes / 1024);
/** Resident memory now or at its highest, in MB. */
function resident(pid, field) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return megabytes(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN));
}

export async function open() {
  const engines = await BenchEngines.start();
  await (await Service.start('coverage', engines.env)).stop(); // makes the tables
  for (const [name, size] of Object.entries(SIZES)) await fill(engines, name, size * VILLAGES);
  /** All files one after another, from a service that has done nothing before. */
  const download = (report) => async () => {
    const service = await Service.start('coverage', engines.env);
    const figures = { idle_mb: resident(service.pid, 'VmRSS') };
    for (const file of FILES) {
      const began = performance.now();
      const answer = await fetch(service.url(`/v1/reports/${report}/files/${file}`));
      if (answer.status !== 200) throw new Error(`${file}: ${answer.status}`);
      let bytes = 0;
      for await (const chunk of answer.body) bytes += chunk.length;
      figures[`${file}_s`] = Math.round(performance.now() - began) / 1000;
      figures[`${file}_mb`] = megabytes(bytes / 1024);
    }
    figures.peak_mb = resident(service.pid, 'VmHWM');
    await service.stop();
    return figures;
  };
  return {
    variants: Object.fromEntries(Object.keys(SIZES).map((report) => [report, download(report)])),
    figures: ({ nation, two_nations: two }) => ({
      peak_growth: Math.round((two.peak_mb / nation.peak_mb) * 100) / 100,
    }),
    close: () => engines.close(),
  };
}
