// An applied topic read again, as after lost offsets: everything is known, nothing may change.
import { BenchEngines } from './bench-engines.mjs';
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
  times_faster: { must: 2, aim: 4, atLeast: true },
};

const WORKLOAD = { series: 0, parcels: 25_000 };
const TABLES = ['scans', 'parcels', 'volumes', 'outbox'];

export async function open() {
  const engines = await BenchEngines.start();
  const writers = await Writers.start(engines, 'replay.', 1);
  await holdRelay(engines);
  await writers.book(WORKLOAD);
  await keepBooked(engines);
  await writers.preload(WORKLOAD);
  const should = await contentOf(engines);
  return {
    inOrder: true,
    variants: {
      first: async () => {
        await emptyScanTables(engines);
        const measured = await writers.pass();
        assertEqual('The tables after a first pass', await contentOf(engines), should);
        return measured;
      },
      again: async () => {
        const before = await sumsOf(engines, TABLES);
        const measured = await writers.pass();
        assertEqual('The tables after a replay', await sumsOf(engines, TABLES), before);
        return measured;
      },
    },
    figures: ({ first, again }) => ({
      times_faster: ratio(first.wall_ms, again.wall_ms),
    }),
    close: async () => {
      await writers.stop();
      await engines.close();
    },
  };
}
