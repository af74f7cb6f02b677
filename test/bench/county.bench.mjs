// The main job of one county, as a newcomer runs it on a warm install: three runs, all printed.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from '../recount/recount.mjs';
import { processorSeconds, secondsBetween } from './processes.mjs';

export const rounds = 3;
export const targets = {
  report_seconds: { must: 60, aim: 30 },
  second_start_seconds: { must: 15, aim: 8 },
  peak_rss_mb: { must: 3072, aim: 1536 },
  idle_percent_of_a_core: { must: 10, aim: 5 },
  stop_seconds: { must: 10, aim: 3 },
};

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_SECONDS_MAX = 300;
const IDLE_SECONDS = 20;
const PORT = '8180';

/** Starts the product and resolves when it says where it serves. */
async function start(state, args) {
  const child = spawn(process.execPath, ['apps/standalone/start.cjs', '--state', state, ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let output = '';
  for (const out of [child.stdout, child.stderr]) out.on('data', (b) => (output += b));
  const end = Date.now() + READY_SECONDS_MAX * 1000;
  while (!output.includes('Ctrl-C')) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`No start: ${output}`);
    await sleep(20);
  }
  return { child, ended };
}

const seconds = (since) => Math.round((performance.now() - since) / 10) / 100;

function pids(state, launcher) {
  const read = (file) => JSON.parse(readFileSync(join(state, file), 'utf8'));
  const known = [...Object.values(read('children.json')), ...Object.values(read('engines.json'))];
  return [launcher, ...known.map((k) => k.pid)];
}

export async function round() {
  const folder = mkdtempSync('/var/tmp/youlu-bench-');
  chmodSync(folder, 0o755); // the database's own user must get in
  const state = join(folder, 'state');
  const out = join(folder, 'out');
  try {
    const begun = performance.now();
    const first = await start(state, ['--scope', '653024', '--out', out]);
    const report_seconds = seconds(begun);
    const { differences } = await compare(out);
    if (differences.length > 0) throw new Error(`The figures are wrong: ${differences[0]}`);
    const run = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));

    await sleep(5000); // what follows the report is no idling yet
    const family = pids(state, first.child.pid);
    const before = processorSeconds(family);
    await sleep(IDLE_SECONDS * 1000);
    const idle = secondsBetween(before, processorSeconds(family));

    const asked = performance.now();
    first.child.kill('SIGINT');
    await first.ended;
    const stop_seconds = seconds(asked);

    const again = performance.now();
    const second = await start(state, []);
    const second_start_seconds = seconds(again);
    second.child.kill('SIGINT');
    await second.ended;

    return {
      report_seconds,
      scenario_seconds: run.phases.find((p) => p.name === 'scenario').seconds,
      second_start_seconds,
      stop_seconds,
      peak_rss_mb: Math.max(...run.phases.map((p) => p.peakRssMb)),
      idle_percent_of_a_core: Math.round((idle / IDLE_SECONDS) * 1000) / 10,
      scans_accepted: run.summary.scansAccepted,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
