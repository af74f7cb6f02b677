import { join } from 'node:path';
import { CHECKERS } from './checkers/all.mjs';
import { Journal } from './journal.mjs';
import { Load } from './load/load.mjs';
import { Random } from './random.mjs';
import { SCENARIOS } from './scenarios/all.mjs';
import { Engines } from './world/engines.mjs';
import { Monitor } from './world/monitor.mjs';
import { World } from './world/world.mjs';

const LINES_KEPT = 50;
const QUICK_SECONDS = 6;
const MADE_SHARE_MIN = 0.5;
const SHORT_REPLAYS = ['kills', 'disorder'];

/**
 * Runs the scenarios asked for, one after the other; shared engines are started once. All of them once,
 * and then again, with other chances, until the minutes asked for are used. `save` is told what there is.
 */
export async function runScenarios(asked, save = () => undefined) {
  const shared = { engines: undefined };
  const results = [];
  try {
    for (const { scenario, round } of turns(asked)) {
      results.push(await withEngines(scenario, round, shared, asked));
      save(results);
    }
  } finally {
    if (!asked.keep) await shared.engines?.close();
  }
  return results;
}

function* turns(asked) {
  const chosen = choose(asked);
  const end = Date.now() + asked.minutes * 60_000;
  for (let round = 1; ; round++) {
    for (const scenario of chosen) {
      if (round > 1 && Date.now() > end) return;
      yield { scenario, round };
    }
  }
}

async function withEngines(scenario, round, shared, asked) {
  if (scenario.engines === undefined) {
    return orFailure(scenario, async () => {
      shared.engines ??= await Engines.start();
      return runOne(scenario, round, shared.engines, asked);
    });
  }
  let engines;
  const result = await orFailure(scenario, async () => {
    engines = await scenario.engines();
    return runOne(scenario, round, engines, asked);
  });
  if (asked.keep) return result;
  return orFailure(scenario, async () => {
    await engines?.close();
    return result;
  });
}

/** Whatever happens to one scenario, also before it begins, the results of the others are told. */
async function orFailure(scenario, work) {
  try {
    return await work();
  } catch (error) {
    return failed(blank(scenario), error);
  }
}

function blank({ name, promise }) {
  const nothingYet = { seconds: 0, faults: 0, kills: {}, accepted: 0, recoveries: [], notes: [] };
  return { name, promise, checks: {}, violations: 0, ...nothingYet };
}

function failed(result, error) {
  result.failure = error.stack ?? String(error);
  result.violations++;
  return result;
}

/** Whether this run has to show everything that is promised, and not only a part. */
export function isFull({ names, short, quick }) {
  return names === undefined && !short && !quick;
}

function choose({ names, short }) {
  const all = SCENARIOS.filter(({ name }) => names?.includes(name) ?? true);
  return short && !names ? all.filter(({ shortSeconds }) => shortSeconds !== undefined) : all;
}

function secondsOf(scenario, { short, quick }) {
  if (quick) return Math.min(scenario.shortSeconds ?? scenario.seconds, QUICK_SECONDS);
  return short ? (scenario.shortSeconds ?? scenario.seconds) : scenario.seconds;
}

async function runOne(scenario, round, engines, asked) {
  const random = new Random(asked.seed).fork(`${scenario.name}${round > 1 ? round : ''}`);
  const say = (line) => process.stdout.write(`  ${line}\n`);
  process.stdout.write(`\n${scenario.name}: ${scenario.promise}\n`);
  const isTimed = !asked.short;
  const world = new World(engines, { dist: asked.dist, say, isTimed, ...scenario.world });
  const result = blank(scenario);
  const begun = performance.now();
  let journal;
  let load;
  try {
    await world.up(
      [...['orders', 'routing', 'tracking', 'coverage'], ...(scenario.members ?? [])],
      scenario.env,
    );
    journal = new Journal(join(world.folder, 'journal.ndjson'));
    load = new Load(world, journal, random.fork('load'), scenario.load);
    const monitor = new Monitor(world).start();
    await load.prepare();
    load.start();
    const more = await scenario.run(world, random.fork('faults'), secondsOf(scenario, asked), {
      load,
      journal,
      monitor,
      isFull: isFull(asked),
      isTimed,
    });
    const sick = await world.heal();
    await load.stop();
    const told = constancyOf(load, asked.short ? 0 : scenario.loadMin);
    world.note(told.note);
    await monitor.stop();
    const byClock = isTimed && !asked.quick;
    const context = { world, journal, monitor, byClock };
    await check(result, checkersFor(scenario, asked), context, [
      ...(more ?? []),
      ...sick,
      ...told.lines,
    ]);
  } catch (error) {
    failed(result, error);
  } finally {
    await world.down();
    if (result.failure === undefined) add(result, 'own', world.rudeStops());
    await load?.stop(0); // also after a failure half way: it writes to the journal
    journal?.close();
  }
  return Object.assign(result, {
    seconds: Math.round((performance.now() - begun) / 1_000),
    faults: world.faults,
    accepted: journal?.accepted().length ?? 0,
    kills: world.kills,
    recoveries: world.recoveries,
    notes: world.notes,
  });
}

/**
 * How constant the load was: with little of what was meant, faults hit a system at rest. A scenario that
 * shuts the doors itself says with `loadMin` which share is left. Not judged in the short form: the machine
 * may be busy with something else.
 */
function constancyOf({ told, options }, shareMin = MADE_SHARE_MIN) {
  const { ticks, skipped, meant, made } = told;
  const share = made / meant;
  const note = `load: ${made} of ${Math.round(meant)} scans made, ${skipped} of ${ticks} ticks without scans since ${options.openMax} requests were open`;
  return { note, lines: share < shareMin ? [`${note}: not a constant load`] : [] };
}

/**
 * All; the short form reads the log again (I10) where that tells most, since it takes ten seconds, and
 * only prints how fast services came back: seconds are not judged on a machine that may be busy.
 */
function checkersFor({ name }, { short }) {
  if (!short) return CHECKERS;
  return CHECKERS.filter(
    ({ id }) => id !== 'recovery' && (id !== 'I10' || SHORT_REPLAYS.includes(name)),
  );
}

/** Also to what a checker has said before. */
function add(result, id, found) {
  const { count = 0, lines = [] } = result.checks[id] ?? {};
  const kept = [...lines, ...found].slice(0, LINES_KEPT);
  result.checks[id] = { count: count + found.length, lines: kept };
  result.violations += found.length;
}

/** `more`: differences the scenario has found itself, under its own name. */
async function check(result, checkers, context, more) {
  add(result, 'own', more);
  for (const { id, check: differences } of checkers) {
    const begun = performance.now();
    add(result, id, await differences(context));
    context.world.say(
      `${id}: ${result.checks[id].count} differences (${Math.round(performance.now() - begun)} ms)`,
    );
  }
}
