// From a preloaded topic to committed rows, against Node copying the same scans as text: into the same
// table (`copy`: coded columns, in months), and into a plain table of words (`plain`) for comparison.
import { BenchEngines } from './bench-engines.mjs';
import { BenchProcess } from './bench-process.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';
import {
  assertEqual,
  contentOf,
  emptyScanTables,
  holdRelay,
  keepBooked,
  sumsOf,
} from './scan-tables.mjs';
import { Writers } from './writers.mjs';
import { ratio } from './harness.mjs';

export const rounds = 7;
export const targets = {
  bare_cpu_ratio: { must: 0.65, aim: 0.85, atLeast: true },
  full_cpu_ratio: { must: 0.4, aim: 0.55, atLeast: true },
};

/** 400,000 scans and 2 % of them again. */
const WORKLOAD = { series: 0, parcels: 50_000 };

const cost = ({ node_us, postgres_us }) => node_us + postgres_us;

export async function open() {
  const engines = await BenchEngines.start();
  const full = await Writers.start(engines, 'write.', 1);
  await holdRelay(engines); // its cost shows in scans-e2e
  await full.book(WORKLOAD);
  await keepBooked(engines);
  await full.preload(WORKLOAD);
  const should = await contentOf(engines);
  const scansOnly = ({ scans }) => ({ scans });
  const rows = await sumsOf(engines, ['scans']);
  assertEqual('Scans stored', rows.scans.split(' ')[0], String(WORKLOAD.parcels * 8));
  const copier = await BenchProcess.start('processes/copy-rows.js', {
    name: 'copy',
    env: engines.env,
  });
  const copied = await copier.call('load', { ...WORKLOAD, size: 500 });
  await emptyScanTables(engines);
  const bare = await full.beside('processes/bare-writer.js');

  const copy = async (method) => {
    const pids = { node: copier.pid, ...engines.pids };
    const before = secondsOf(pids);
    const wallMs = await copier.call(method);
    const cpu = microsecondsPer(copied, before, pids);
    return {
      wall_ms: Math.round(wallMs),
      scans_per_s: Math.round((copied / wallMs) * 1000),
      ...cpu,
    };
  };
  return {
    variants: {
      copy: async () => {
        await emptyScanTables(engines);
        const measured = await copy('copyCoded');
        assertEqual('Rows copied', scansOnly(await contentOf(engines)), scansOnly(should));
        return measured;
      },
      plain: async () => {
        await copier.call('emptyPlain');
        const measured = await copy('copyPlain');
        const [{ n }] = await engines.query('SELECT count(*)::int AS n FROM bench.scans_plain');
        assertEqual('Rows copied plainly', n, copied);
        return measured;
      },
      bare: async () => {
        await emptyScanTables(engines);
        const measured = await bare.pass();
        assertEqual('Rows of bare', scansOnly(await contentOf(engines)), scansOnly(should));
        return measured;
      },
      full: async () => {
        await emptyScanTables(engines);
        const measured = await full.pass();
        assertEqual('Tables of full', await contentOf(engines), should);
        return measured;
      },
    },
    figures: (results) => ({
      bare_cpu_ratio: ratio(cost(results.copy), cost(results.bare)),
      full_cpu_ratio: ratio(cost(results.copy), cost(results.full)),
      bare_wall_ratio: ratio(results.bare.scans_per_s, results.copy.scans_per_s),
      bare_cpu_ratio_to_plain: ratio(cost(results.plain), cost(results.bare)),
      full_cpu_ratio_to_plain: ratio(cost(results.plain), cost(results.full)),
      full_wall_ratio: ratio(results.full.scans_per_s, results.copy.scans_per_s),
    }),
    close: async () => {
      await Promise.all([copier.stop(), bare.stop(), full.stop()]);
      await engines.close();
    },
  };
}
