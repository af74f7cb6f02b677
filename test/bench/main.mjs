// npm run bench -- NAME [--json FILE] [--rounds N]: one measurement, printed round by round.
// npm run bench -- all [--json-dir DIR] [--rounds N]: those of the hot path, one after another.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeEngines } from './bench-engines.mjs';
import { machine, measure, missed, tableOf } from './harness.mjs';

const HERE = new URL('.', import.meta.url);
const NAMES = readdirSync(HERE)
  .filter((f) => f.endsWith('.bench.mjs'))
  .map((f) => f.slice(0, -'.bench.mjs'.length));
/** What `all` runs: scans from the door to the disk. */
const HOT_PATH = [
  'scans-write',
  'scans-e2e',
  'scans-door',
  'replay',
  'read',
  'freshness',
  'consumers',
  'storage',
];

/** The exit code when a must is not met: 1 is for what could not be measured. */
const UNMET = 3;

const say = (line) => process.stdout.write(`${line}\n`);

function refuse(line) {
  process.stderr.write(`${line}\nBenchmarks: ${NAMES.join(', ')}, or all\n`);
  process.exit(2);
}

let options;
try {
  const text = { type: 'string' };
  options = parseArgs({
    allowPositionals: true,
    options: { json: text, 'json-dir': text, rounds: text },
  });
} catch (e) {
  refuse(e.message);
}
const [name] = options.positionals;
const { json, 'json-dir': jsonDir, rounds } = options.values;
if (options.positionals.length !== 1) refuse('Name one benchmark.');
if (name !== 'all' && !NAMES.includes(name)) refuse(`There is no benchmark ${name}.`);
if (name === 'all' ? json : jsonDir) refuse('--json goes with one benchmark, --json-dir with all.');
if (rounds !== undefined && !(Number.isInteger(Number(rounds)) && rounds >= 1 && rounds <= 50))
  refuse('--rounds takes 1 to 50.');

async function run(one) {
  const bench = await import(new URL(`${one}.bench.mjs`, HERE));
  const count = bench.rounds === 1 ? 1 : Number(rounds ?? bench.rounds);
  let record;
  try {
    record = await measure(one, bench, count, say);
  } finally {
    await closeEngines();
  }
  say(`\n${machine()}\n${tableOf(record)}\n`);
  return { ...record, isShort: count < bench.rounds };
}

const write = (file, record) => writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);

async function runAll() {
  if (jsonDir) mkdirSync(jsonDir, { recursive: true });
  const records = [];
  const failures = [];
  for (const one of HOT_PATH) {
    say(`\n== ${one}`);
    try {
      const record = await run(one);
      records.push(record);
      if (jsonDir) write(join(jsonDir, `${one}.json`), record);
    } catch (error) {
      failures.push(`${one}: ${error.stack}`);
      process.stderr.write(`${failures.at(-1)}\n`);
    }
  }
  say(`\n${machine()}, ${new Date().toISOString()}`);
  for (const record of records) say(tableOf(record, true));
  return { records, failures };
}

const done = name === 'all' ? await runAll() : { records: [await run(name)], failures: [] };
if (json) write(json, done.records[0]);
for (const failure of done.failures) say(`FAILED ${failure}`);
if (done.failures.length > 0) process.exit(1);
const unmet = done.records.flatMap(missed);
if (unmet.length > 0) {
  say(`NOT MET: ${unmet.join(', ')}`);
  process.exit(UNMET);
}
const isShort = done.records.some((record) => record.isShort);
say(isShort ? 'Too few rounds to judge: run it without --rounds.' : 'Every must is met.');
