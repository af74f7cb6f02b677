// The main job of one county, as a newcomer runs it on a warm install: three runs, all printed.
import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, phaseOf, pids, recounted, start, stop } from './main-job.mjs';
import { processorSeconds, secondsBetween } from './processes.mjs';

export const rounds = 3;
export const targets = {
  report_seconds: { must: 60, aim: 30 },
  second_start_seconds: { must: 15, aim: 8 },
  peak_rss_mb: { must: 3072, aim: 1536 },
  idle_percent_of_a_core: { must: 10, aim: 5 },
  stop_seconds: { must: 10, aim: 3 },
};

const IDLE_SECONDS = 20;

export const round = () =>
  inFolder(async ({ state, out }) => {
    const first = await start(state, ['--scope', '653024', '--out', out]);
    const run = await recounted(out);

    await sleep(5000); // what follows the report is no idling yet
    const family = pids(state, first.child.pid);
    const before = processorSeconds(family);
    await sleep(IDLE_SECONDS * 1000);
    const idle = secondsBetween(before, processorSeconds(family));

    const stop_seconds = await stop(first);
    const second = await start(state, []);
    await stop(second);

    return {
      report_seconds: first.seconds,
      scenario_seconds: phaseOf(run, 'scenario').seconds,
      second_start_seconds: second.seconds,
      stop_seconds,
      peak_rss_mb: run.peakRssMb,
      idle_percent_of_a_core: Math.round((idle / IDLE_SECONDS) * 1000) / 10,
      scans_accepted: run.summary.scansAccepted,
    };
  });
