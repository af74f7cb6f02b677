// Two writer processes of one group against one, on the same topic and the same two cores.
import { BenchEngines } from './bench-engines.mjs';
import { assertEqual, contentOf, emptyScanTables, holdRelay, keepBooked } from './scan-tables.mjs';
import { Writers } from './writers.mjs';
import { ratio } from './harness.mjs';

export const rounds = 7;
export const targets = {
  two_against_one: { must: 1.2, aim: 1.2, atLeast: true },
};

const WORKLOAD = { series: 0, parcels: 25_000 };

export async function open() {
  const engines = await BenchEngines.start();
  const one = await Writers.start(engines, 'one.', 1);
  await holdRelay(engines);
  await one.book(WORKLOAD);
  await keepBooked(engines);
  await one.preload(WORKLOAD);
  const should = await contentOf(engines);
  const two = await Writers.start(engines, 'two.', 2);
  await two.preload(WORKLOAD);
  const passOf = (writers, what) => async () => {
    await emptyScanTables(engines);
    const measured = await writers.pass();
    assertEqual(`What ${what} left`, await contentOf(engines), should);
    return measured;
  };
  return {
    variants: { one: passOf(one, 'one writer'), two: passOf(two, 'two writers') },
    figures: (results) => ({
      two_against_one: ratio(results.one.wall_ms, results.two.wall_ms),
    }),
    close: async () => {
      await Promise.all([one.stop(), two.stop()]);
      await engines.close();
    },
  };
}
