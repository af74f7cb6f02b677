/**
 * Batches of events live longer than the 16 MB of young objects V8 keeps by default, and were copied
 * about: a quarter of the application's time, measured with a region's load.
 */
const SERVING = ['--max-semi-space-size=128'];
/**
 * A nation's register goes through coverage province by province, and V8 would rather let what the
 * last ones left lie than look at it: 1.26 GB at the most, and 0.69 GB when it looks sooner, in the
 * same processor time.
 */
const OF_PROCESS: Readonly<Record<string, readonly string[]>> = {
  // All four in one process have as many batches under way at once: 5 % of the region's processor time.
  application: ['--max-semi-space-size=256'],
  coverage: [...SERVING, '--heap-growing-percent=30'],
};

/** How node is told to run a service, or `application` for all of them in one process. */
export function processOptions(name: string): readonly string[] {
  return OF_PROCESS[name] ?? SERVING;
}
