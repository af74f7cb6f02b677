// npm run planted [-- --only NAME,NAME --seed N --json FILE --keep --list]
//
// The checkers are checked: each patch here plants one bug into a copy of the sources, and the program
// named in it must find it, where the sources as they are pass the same program.
import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { plantedBugs } from './bugs.mjs';
import { runCatcher, seen } from './catchers.mjs';
import { SourceCopy } from './source-copy.mjs';

const MUST_BE_CAUGHT = 12;
/** With it the first deaths of `failpoints` are where the planted bugs lose something. */
const SEED = '213';

const { values: asked } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: SEED },
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

/**
 * What is to be seen of a bug must not be seen of the sources as they are, or seeing it proves nothing.
 * What else a catcher finds there (a start that took long on a busy machine) is printed, and its own matter.
 */
async function controls(bugs) {
  const copy = await SourceCopy.make('as-it-is');
  const results = [];
  try {
    for (const catcher of new Set(bugs.map((bug) => bug.catcher))) {
      const awaited = bugs.filter((bug) => bug.catcher === catcher).flatMap((bug) => bug.seenAs);
      const result = await seconds(() => runCatcher(catcher, copy, asked.seed));
      const where = seen(catcher, result, awaited);
      const ok = result.judged && where === undefined;
      results.push({ name: 'none', catcher, ok, where, ...result });
      report(results.at(-1), 'nothing planted', ok ? 'not seen' : 'SEEN AS WELL');
    }
  } finally {
    if (!asked.keep) copy.remove();
  }
  return results;
}

async function plant(bug) {
  const copy = await SourceCopy.make(bug.name);
  const { name, title, catcher, seenAs } = bug;
  try {
    copy.apply(bug);
    copy.build(bug.files);
    const result = await seconds(() => runCatcher(catcher, copy, asked.seed, seenAs[0]));
    const where = seen(catcher, result, seenAs);
    return { name, title, catcher, seenAs, ok: where !== undefined, where, ...result };
  } catch (error) {
    return {
      name,
      title,
      catcher,
      seenAs,
      ok: false,
      found: [],
      seconds: 0,
      output: error.message,
    };
  } finally {
    if (!asked.keep) copy.remove();
  }
}

function report({ ok, catcher, where, found, seconds, output }, title, outcome) {
  const first = where ?? found.join('; ');
  const by = first === '' ? '' : `: ${first.slice(0, 150)}`;
  say(`${outcome.padEnd(13)} ${seconds.toFixed(0).padStart(3)} s  ${title}  [${catcher}]${by}`);
  if (!ok) say(output.split('\n').slice(-40).join('\n'));
}

const bugs = chosen(plantedBugs());
if (asked.list) {
  for (const { name, title, catcher } of bugs) say(`${name.padEnd(34)} ${title}  [${catcher}]`);
  process.exit(0);
}
const begun = performance.now();
const passed = await controls(bugs);
const results = [];
for (const bug of bugs) {
  results.push(await plant(bug));
  report(results.at(-1), `${bug.name}: ${bug.title}`, results.at(-1).ok ? 'caught' : 'NOT CAUGHT');
}
const caught = results.filter(({ ok }) => ok).length;
const sound = passed.every(({ ok }) => ok);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
say(`\n${caught} of ${bugs.length} planted bugs caught, ${minutes} min, seed ${asked.seed}`);
if (!sound) say('The same was seen of the sources as they are: what was caught proves nothing.');
if (asked.json) {
  const all = [...passed, ...results];
  for (const result of all) delete result.output;
  writeFileSync(asked.json, `${JSON.stringify(all, null, 2)}\n`);
}
const enough = asked.only !== undefined || bugs.length >= MUST_BE_CAUGHT;
process.exit(caught === bugs.length && sound && enough ? 0 : 1);
