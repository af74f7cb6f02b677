// What became of the country's 700,000 units between the three editions that ship: proposals only.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PAIRS = [
  ['cn-2019', 'cn-2020'],
  ['cn-2020', 'cn-2023'],
];
const MINUTES = 60_000;
/** What both editions and the work on a province may take; without a bound the collector is lazy. */
const HEAP = '--max-old-space-size=640';

export const rounds = 3;
export const targets = {
  proposing_seconds: { must: 60, aim: 20 },
  peak_rss_mb: { must: 1024, aim: 768 },
};

export const round = () => {
  const figures = { proposing_seconds: 0, peak_rss_mb: 0, cpu_seconds: 0 };
  for (const [earlier, later] of PAIRS) {
    const found = propose(earlier, later);
    // A sample of real editions: a matcher that says nothing, or that reads everything anew, is fast too.
    const { rows, same, respelled, changes } = found;
    if (rows < 600_000 || changes < 10_000 || changes > rows - same - respelled + 60_000) {
      throw new Error(`${earlier} and ${later}: ${JSON.stringify(found)}`);
    }
    figures.proposing_seconds += tenths(found.seconds);
    figures.cpu_seconds += tenths(found.cpuSeconds);
    figures.peak_rss_mb = Math.max(figures.peak_rss_mb, found.peakMb);
    const pair = `${earlier}_${later}`;
    for (const key of ['rows', 'same', 'respelled', 'changes', 'applied']) {
      figures[`${pair}.${key}`] = found[key];
    }
    figures[`${pair}.read_mb`] = found.readMb;
  }
  figures.proposing_seconds = tenths(figures.proposing_seconds);
  figures.cpu_seconds = tenths(figures.cpu_seconds);
  return figures;
};

function propose(earlier, later) {
  const program = join(import.meta.dirname, 'propose-nation.mjs');
  const run = spawnSync(process.execPath, [HEAP, program, earlier, later], {
    encoding: 'utf8',
    timeout: 4 * MINUTES,
  });
  if (run.status !== 0) throw new Error(`${run.stderr || run.error?.message}`);
  return JSON.parse(run.stdout);
}

const tenths = (value) => Math.round(value * 10) / 10;
