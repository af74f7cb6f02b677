import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.mjs';
import { built, embedded } from './built.mjs';

const { processOptions } = built('apps/standalone/src/launcher/processes/process-options.js');
const FAILPOINTS = new URL('../failpoints.cjs', import.meta.url).pathname;
const READY_MS_MAX = 60_000;
const LOOK_EVERY_MS = 50;

/** How long the main thread of a process was ready to run and did not: proc(5), schedstat. */
function queuedMs(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0; // a system that does not tell
  }
}

/** One process of one service: `dist/apps/<app>/src/main.js` under the options it has in production. */
export class Service {
  constructor(name, { app, port, dist, folder, env, stopMsMax, stops }) {
    this.name = name;
    this.app = app;
    this.port = port;
    this.dist = dist;
    this.logFile = join(folder, `${name}.log`);
    this.env = env;
    this.stopMsMax = stopMsMax;
    /** Where every stop is told: who, whether it went by itself, in how many ms. */
    this.stops = stops;
    this.starts = 0;
    /** How often it was started, stopped or signalled: a client tells by it whether it was left alone. */
    this.disturbances = 0;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.child?.pid;
  }

  get isRunning() {
    return this.child !== undefined && this.child.exitCode === null && !this.child.signalCode;
  }

  /** Starts without waiting; `failpoint` as in failpoints.cjs, `env` for this start only. */
  spawn({ failpoint, env = {} } = {}) {
    if (this.isRunning) throw new Error(`${this.name} runs already`);
    const hooks = failpoint === undefined ? [] : ['--require', FAILPOINTS];
    const main = join(this.dist, 'apps', this.app, 'src/main.js');
    const options = [...processOptions(this.app), ...hooks, main];
    const [command, args] = embedded.endingWithUs(process.execPath, options, 'KILL');
    const log = openSync(this.logFile, 'a');
    this.child = spawn(command, args, {
      env: {
        ...process.env,
        ...this.env,
        PORT: String(this.port),
        ...(failpoint === undefined ? {} : { YOULU_FAILPOINT: failpoint }),
        ...env,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.starts++;
    this.disturbances++;
    this.startedAt = performance.now();
    const { child } = this;
    this.exited = new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve(signal ?? code)),
    );
    return this;
  }

  /**
   * Milliseconds from process start until it says that it is ready: by the clock, and `ms` without those
   * in which it stood in the queue for a processor that others had. Undefined if it has ended.
   */
  async untilReady(msMax = READY_MS_MAX) {
    const { child, startedAt } = this;
    while (child === this.child && this.isRunning) {
      const { status } = await ask(`${this.url}/ready`, { msMax: 1_000 });
      if (status === 200) {
        const wallMs = performance.now() - startedAt;
        return { wallMs, ms: wallMs - queuedMs(child.pid) };
      }
      if (performance.now() - startedAt > msMax) {
        throw new Error(`${this.name} was not ready in ${msMax} ms; see ${this.logFile}`);
      }
      await sleep(LOOK_EVERY_MS);
    }
    return undefined;
  }

  /** The answer of /ready: what is missing, when something is. */
  async readiness() {
    return ask(`${this.url}/ready`, { msMax: 3_000 });
  }

  signal(signal) {
    if (signal !== 'SIGCONT' || this.isStopped) this.disturbances++;
    this.isStopped = signal === 'SIGSTOP';
    if (this.isRunning) this.child.kill(signal);
  }

  async kill() {
    this.signal('SIGKILL');
    await this.exited;
  }

  /** Gently, and by force after `stopMsMax`, which is a difference of its own. */
  async stop() {
    if (!this.isRunning) return;
    const asked = performance.now();
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), this.stopMsMax);
    const end = await this.exited;
    clearTimeout(timer);
    this.stops.push({ name: this.name, end, ms: performance.now() - asked });
  }

  log() {
    return readFileSync(this.logFile, 'utf8');
  }
}
