// From the region down to the villages of one township, as somebody reads it: 新疆, 喀什, 叶城县, 喀格勒克镇.
const STEPS = [
  'rates?level=region',
  'rates?level=prefecture',
  'rates?level=county&unit=6531',
  'rates?level=unit4&unit=653126',
  'units?unit=653126100',
];
const INDICATORS = ['township-outlet', 'village-express', 'village-direct-mail'];
const TIMES = 7;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function ask(base, step, indicator) {
  const url = `${base}/v1/coverage/${step}&indicator=${indicator}&asOf=2020-09-27&limit=1000`;
  const begun = performance.now();
  const answer = await fetch(url);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - begun;
}

/** Milliseconds over HTTP: the slowest first question after a start, and the slowest median step. */
export async function drill(base) {
  const first = [];
  const medians = [];
  for (const indicator of INDICATORS) {
    for (const step of STEPS) {
      const times = [];
      for (let i = 0; i < TIMES; i++) times.push(await ask(base, step, indicator));
      first.push(times[0]);
      medians.push(median(times));
    }
  }
  const round = (ms) => Math.round(ms * 10) / 10;
  return { drill_step_ms: round(Math.max(...medians)), drill_first_ms: round(Math.max(...first)) };
}
