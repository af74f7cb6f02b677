// The main job of the whole region, as a newcomer runs it on a warm install: three runs, all printed.
import { drill } from './drill.mjs';
import { PORT, inFolder, phaseOf, recounted, start, stop } from './main-job.mjs';

export const rounds = 3;
export const targets = {
  report_seconds: { must: 240, aim: 120 },
  scans_per_second: { must: 5000, aim: 10_000, atLeast: true },
  peak_rss_mb: { must: 4096, aim: 2560 },
  second_start_seconds: { must: 15, aim: 8 },
  drill_step_ms: { must: 50, aim: 20 },
};

export const round = () =>
  inFolder(async ({ state, out }) => {
    const first = await start(state, ['--out', out]);
    const run = await recounted(out);
    const stop_seconds = await stop(first);
    const second = await start(state, []);
    const drilled = await drill(`http://127.0.0.1:${PORT}`);
    await stop(second);

    // From the first request until nothing is under way: every scan is stored and has had its effects.
    const taking_in = phaseOf(run, 'scenario').seconds + phaseOf(run, 'settle').seconds;
    const { scansAccepted, visitsAccepted, shipmentsAccepted } = run.summary;
    return {
      report_seconds: first.seconds,
      scans_per_second: Math.round(scansAccepted / taking_in),
      peak_rss_mb: run.peakRssMb,
      second_start_seconds: second.seconds,
      stop_seconds,
      ...drilled,
      taking_in_seconds: Math.round(taking_in * 100) / 100,
      reading_seconds: phaseOf(run, 'report').seconds,
      parcels: shipmentsAccepted,
      scans_accepted: scansAccepted,
      visits: visitsAccepted,
    };
  });
