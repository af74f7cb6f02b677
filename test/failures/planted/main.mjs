// npm run planted [-- --only NAME,NAME --seeds N,N,N --every --json FILE --keep --list]
//
// The checkers are checked: each patch here plants one bug into a copy of the sources, and the program
// named in it must find it, where the sources as they are pass the same program. What the fault harness
// finds depends on where chance lets a process die: it has up to three seeds, `--every` tries them all.
import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { plantedBugs } from './bugs.mjs';
import { runCatcher, seen } from './catchers.mjs';
import { SourceCopy } from './source-copy.mjs';

const MUST_BE_CAUGHT = 12;
/** Taken as they come, not chosen: a bug that shows with one seed in a hundred is not caught. */
const SEEDS = '1,2,3';

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: SEEDS },
    every: { type: 'boolean', default: false },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const say = (line) => process.stdout.write(`${line}\n`);

/** Names may be given by their beginning: `--only 03` is enough. */
function chosen(all) {
  const names = asked.only?.split(',');
  for (const name of names ?? []) {
    if (all.some((bug) => bug.name.startsWith(name))) continue;
    say(`There is no planted bug '${name}'; there are ${all.map((bug) => bug.name).join(', ')}`);
    process.exit(2);
  }
  return all.filter((bug) => names?.some((name) => bug.name.startsWith(name)) ?? true);
}

async function seconds(work) {
  const begun = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - begun) / 1_000 };
}

const seedsOf = (catcher) =>
  isFaults(catcher) ? asked.seeds.split(',') : asked.seeds.split(',', 1);
const isFaults = (catcher) => catcher.startsWith('faults');

/**
 * What is to be seen of a bug must not be seen of the sources as they are, with the same seed, or seeing it
 * proves nothing. What else a catcher finds there (a start that took long on a busy machine) is printed,
 * and its own matter.
 */
async function controls(results) {
  const copy = await SourceCopy.make('as-it-is');
  const controlled = [];
  try {
    for (const { catcher, seed } of distinct(results)) {
      const like = results.filter((r) => r.catcher === catcher && r.caughtWith.includes(seed));
      const result = await seconds(() => runCatcher(catcher, copy, seed));
      const where = seen(
        catcher,
        result,
        like.flatMap((r) => r.seenAs),
      );
      const ok = result.judged && where === undefined;
      controlled.push({ name: 'none', catcher, seed, ok, where, ...result });
      report(controlled.at(-1), `nothing planted, seed ${seed}`, ok ? 'not seen' : 'SEEN AS WELL');
    }
  } finally {
    if (!asked.keep) copy.remove();
  }
  return controlled;
}

/** Each program and seed that has caught something. */
function distinct(results) {
  const runs = results.flatMap(({ catcher, caughtWith }) =>
    caughtWith.map((seed) => ({ catcher, seed })),
  );
  return [...new Map(runs.map((run) => [`${run.catcher} ${run.seed}`, run])).values()];
}

async function plant(bug) {
  const copy = await SourceCopy.make(bug.name);
  const { name, title, catcher, seenAs } = bug;
  const told = { name, title, catcher, seenAs, ok: false, caughtWith: [], missedWith: [] };
  try {
    copy.apply(bug);
    copy.build(bug.files);
    return await seconds(() => tried(bug, copy, told));
  } catch (error) {
    return { ...told, found: [], seconds: 0, output: error.message };
  } finally {
    if (!asked.keep) copy.remove();
  }
}

async function tried({ catcher, seenAs }, copy, told) {
  let all = told;
  for (const seed of seedsOf(catcher)) {
    const result = await runCatcher(catcher, copy, seed, seenAs[0]);
    const where = seen(catcher, result, seenAs);
    if (where === undefined) all.missedWith.push(seed);
    else all.caughtWith.push(seed);
    if (where !== undefined || !all.ok) all = { ...all, ...result, where, ok: where !== undefined };
    if (all.ok && !asked.every) break;
  }
  return all;
}

function report({ ok, catcher, where, found, seconds, output }, title, outcome) {
  const first = where ?? found.join('; ');
  const by = first === '' ? '' : `: ${first.slice(0, 150)}`;
  say(`${outcome.padEnd(13)} ${seconds.toFixed(0).padStart(3)} s  ${title}  [${catcher}]${by}`);
  if (!ok) say(output.split('\n').slice(-40).join('\n'));
}

function seedsSaid({ caughtWith, missedWith }) {
  const missed = missedWith.length > 0 ? `, not with ${missedWith.join(', ')}` : '';
  return ` (seed ${caughtWith.join(', ') || 'none'}${missed})`;
}

const bugs = chosen(plantedBugs());
if (asked.list) {
  for (const { name, title, catcher } of bugs) say(`${name.padEnd(34)} ${title}  [${catcher}]`);
  process.exit(0);
}
const begun = performance.now();
const results = [];
for (const bug of bugs) {
  const result = await plant(bug);
  results.push(result);
  const seeds = isFaults(bug.catcher) ? seedsSaid(result) : '';
  report(result, `${bug.name}: ${bug.title}${seeds}`, result.ok ? 'caught' : 'NOT CAUGHT');
}
const passed = await controls(results);
const caught = results.filter(({ ok }) => ok).length;
const sound = passed.every(({ ok }) => ok);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
say(`\n${caught} of ${bugs.length} planted bugs caught, ${minutes} min, seeds ${asked.seeds}`);
if (!sound) say('The same was seen of the sources as they are: what was caught proves nothing.');
if (asked.json) {
  const all = [...passed, ...results];
  for (const result of all) delete result.output;
  writeFileSync(asked.json, `${JSON.stringify(all, null, 2)}\n`);
}
const enough = asked.only !== undefined || bugs.length >= MUST_BE_CAUGHT;
process.exit(caught === bugs.length && sound && enough ? 0 : 1);
