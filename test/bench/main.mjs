// npm run bench -- NAME [--json FILE] [--rounds N]: one measurement, printed round by round.
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

const HERE = new URL('.', import.meta.url);
const NAMES = readdirSync(HERE)
  .filter((f) => f.endsWith('.bench.mjs'))
  .map((f) => f.slice(0, -'.bench.mjs'.length));

function refuse(line) {
  process.stderr.write(`${line}\nBenchmarks: ${NAMES.join(', ')}\n`);
  process.exit(2);
}

function machine() {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'cpu'}, ${gib} GiB, Node ${process.versions.node}`;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A target is met when the median is; `must` and `aim` carry their direction. */
function judge(figures, targets) {
  return Object.fromEntries(
    Object.entries(targets).map(([name, { must, aim, atLeast = false }]) => {
      const figure = figures[name];
      return [name, { must, aim, met: atLeast ? figure >= must : figure <= must }];
    }),
  );
}

let options;
try {
  options = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, rounds: { type: 'string' } },
  });
} catch (e) {
  refuse(e.message);
}
const [name] = options.positionals;
if (options.positionals.length !== 1 || !NAMES.includes(name)) refuse('Name one benchmark.');

const bench = await import(new URL(`${name}.bench.mjs`, HERE));
const count = Number(options.values.rounds ?? bench.rounds);
if (!Number.isInteger(count) || count < 1 || count > 50) refuse('--rounds takes 1 to 50.');

const rounds = [];
for (let i = 1; i <= count; i++) {
  const figures = await bench.round(i);
  rounds.push(figures);
  process.stdout.write(`round ${i}/${count}  ${JSON.stringify(figures)}\n`);
}
const figures = Object.fromEntries(
  Object.keys(rounds[0]).map((key) => [key, median(rounds.map((r) => r[key]))]),
);
const targets = judge(figures, bench.targets);
process.stdout.write(`\n${machine()}\n`);
for (const [key, value] of Object.entries(figures)) {
  const target = targets[key];
  const verdict = target
    ? `  must ${target.must}, aim ${target.aim}: ${target.met ? 'met' : 'NOT MET'}`
    : '';
  process.stdout.write(`${key.padEnd(28)} ${String(value).padStart(10)}${verdict}\n`);
}
if (options.values.json) {
  const date = new Date().toISOString();
  const record = { name, date, machine: machine(), rounds, figures, targets };
  writeFileSync(options.values.json, `${JSON.stringify(record, null, 2)}\n`);
}
process.exit(0);
