// npm run faults [-- --minutes N --seed S --only NAME --json FILE --dist DIR --short --list]
import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { ROOT } from './world/built.mjs';
import { killsOf, printTable, shortcomings, summary } from './report.mjs';
import { isFull, runScenarios } from './run.mjs';
import { removeFolders } from './world/engines.mjs';
import { SCENARIOS } from './scenarios/all.mjs';

/** Of the short form, which is a part of `npm test`: told, not judged, since a test must not fail by its machine. */
const SHORT_SECONDS = 300;
/** Every scenario once takes about as long. */
const MINUTES = 30;

function refuse(line) {
  process.stderr.write(`${line}\nScenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}

function options() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      dist: { type: 'string', default: join(ROOT, 'dist') },
      short: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const names = values.only?.split(',');
  const unknown = names?.find((name) => !SCENARIOS.some((s) => s.name === name));
  if (unknown !== undefined) refuse(`There is no scenario '${unknown}'.`);
  const seed =
    values.seed === undefined ? (values.short ? 5 : Date.now() % 1_000_000) : Number(values.seed);
  if (!Number.isInteger(seed)) refuse('--seed is a whole number.');
  const oncePlease = values.short || names !== undefined;
  const minutes = Number(values.minutes ?? (oncePlease ? 0 : MINUTES));
  if (!(minutes >= 0)) refuse('--minutes is a number.');
  return { ...values, dist: resolve(values.dist), names, seed, minutes };
}

const asked = options();

/** After each scenario, since a long run may be cut short. */
function save(results, lacking = ['it has not come to its end']) {
  if (!asked.json) return;
  const report = { seed: asked.seed, kills: killsOf(results), shortcomings: lacking, results };
  writeFileSync(asked.json, `${JSON.stringify(report, null, 2)}\n`);
}

if (asked.list) {
  for (const { name, promise } of SCENARIOS)
    process.stdout.write(`${name.padEnd(22)} ${promise}\n`);
  process.exit(0);
}
process.stdout.write(`seed ${asked.seed}\n`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    if (!asked.keep) removeFolders();
    process.exit(1);
  });
}
const results = await runScenarios(asked, save);
printTable(results);
const meant =
  asked.short && !asked.names
    ? ` (the short form is meant to take ${SHORT_SECONDS} s at most)`
    : '';
process.stdout.write(`${Math.round(performance.now() / 1_000)} s${meant}\n`);
process.stdout.write(`${summary(results)} (seed ${asked.seed})\n`);
const lacking = isFull(asked) ? shortcomings(results) : [];
for (const line of lacking) process.stdout.write(`The run does not count: ${line}\n`);
save(results, lacking);
const held = results.length > 0 && results.every(({ violations }) => violations === 0);
process.exit(held && lacking.length === 0 ? 0 : 1);
