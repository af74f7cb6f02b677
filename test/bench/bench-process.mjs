// A process of a benchmark, called by IPC (load/calls.ts is its other end).
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_MS_MAX = 60_000;
const CALL_MS_MAX = 240_000;
const STOP_MS_MAX = 10_000;
/** As the launcher starts what serves, so that neither side of a comparison is favoured. */
const { processOptions } = createRequire(import.meta.url)(
  `${ROOT}dist/apps/standalone/src/launcher/processes/process-options.js`,
);
export const SERVING_OPTIONS = processOptions('tracking');

/** BENCH_PROF=DIR writes a CPU profile of every process into DIR when it ends. */
export function profiling(name) {
  const dir = process.env.BENCH_PROF;
  return dir ? ['--cpu-prof', `--cpu-prof-dir=${dir}`, `--cpu-prof-name=${name}.cpuprofile`] : [];
}

export class BenchProcess {
  #child;
  #waiting = new Map();
  #next = 1;
  #ended;

  /** Starts `dist/test/bench/FILE` and resolves when it can be called. */
  static async start(file, { name = file, env = {}, args = [] } = {}) {
    const started = new BenchProcess();
    await started.#start(file, name, env, args);
    return started;
  }

  get pid() {
    return this.#child.pid;
  }

  /** Resolves to what the method answers; rejects with its stack, or after `ms`. */
  call(method, args, ms = CALL_MS_MAX) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer in ${ms} ms`)), ms);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#child.send({ id, method, args });
    });
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS_MAX);
    this.#child.disconnect();
    await this.#ended;
    clearTimeout(force);
  }

  #start(file, name, env, args) {
    const path = `${ROOT}dist/test/bench/${file}`;
    this.#child = fork(path, args, {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env },
      execArgv: [...SERVING_OPTIONS, ...profiling(name)],
      serialization: 'advanced',
    });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${file} did not start`)), READY_MS_MAX);
      this.#child.on('message', (message) => {
        if (!message.ready) return this.#take(message);
        clearTimeout(timer);
        resolve();
      });
      this.#ended = new Promise((over) => {
        this.#child.once('exit', (code, signal) => {
          const said = new Error(`${file} ended: ${signal ?? `code ${code}`}`);
          reject(said);
          for (const { reject: fail, timer: t } of this.#waiting.values()) {
            clearTimeout(t);
            fail(said);
          }
          this.#waiting.clear();
          over();
        });
      });
    });
  }

  #take({ id, result, error }) {
    const { resolve, reject, timer } = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(timer);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  }
}
