// The main job as a newcomer runs it: started, recounted, stopped.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from '../recount/recount.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_SECONDS_MAX = 900;
export const PORT = '8180';

/** What was started and has not been seen to end. */
const running = new Set();

const seconds = (since) => Math.round((performance.now() - since) / 10) / 100;

/** Starts the product and resolves when it says where it serves. */
export async function start(state, args) {
  const begun = performance.now();
  const child = spawn(process.execPath, ['apps/standalone/start.cjs', '--state', state, ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const started = { child, ended, seconds: 0 };
  running.add(started);
  void ended.then(() => running.delete(started));
  let output = '';
  for (const out of [child.stdout, child.stderr]) out.on('data', (b) => (output += b));
  while (!output.includes('Ctrl-C')) {
    const isLate = performance.now() - begun > READY_SECONDS_MAX * 1000;
    if (child.exitCode !== null || isLate) throw new Error(`No start: ${output.slice(-2000)}`);
    await sleep(20);
  }
  return Object.assign(started, { seconds: seconds(begun) });
}

/** Seconds from Ctrl-C to the end. */
export async function stop({ child, ended }) {
  const asked = performance.now();
  child.kill('SIGINT');
  await ended;
  return seconds(asked);
}

/** run.json of a run whose figures were counted again; a wrong one is no measurement. */
export async function recounted(out) {
  const { differences } = await compare(out);
  if (differences.length > 0) throw new Error(`The figures are wrong: ${differences[0]}`);
  return JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
}

export const phaseOf = ({ phases }, name) => phases.find((phase) => phase.name === name);

/** Everything a state folder names, and the launcher. */
export function pids(state, launcher) {
  const read = (file) => JSON.parse(readFileSync(join(state, file), 'utf8'));
  const known = [...Object.values(read('children.json')), ...Object.values(read('engines.json'))];
  return [launcher, ...known.map((k) => k.pid)];
}

/** Runs `work` with folders for state and files, which are gone afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync('/var/tmp/youlu-bench-');
  chmodSync(folder, 0o755); // the database's own user must get in
  try {
    return await work({ state: join(folder, 'state'), out: join(folder, 'out') });
  } finally {
    for (const left of running) await stop(left); // it takes all it started along
    rmSync(folder, { recursive: true, force: true });
  }
}
