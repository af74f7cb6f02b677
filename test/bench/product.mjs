// Services of the product as real processes, started as an operator would.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVING_OPTIONS, profiling } from './bench-process.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const READY_MS_MAX = 60_000;
const STOP_MS_MAX = 12_000;

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A benchmark that fails half-way leaves none behind. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export class Service {
  /** @param more options of Node beside those that every service is started with */
  static async start(name, env, more = []) {
    const started = new Service();
    started.name = name;
    started.port = await freePort();
    const options = [...SERVING_OPTIONS, ...more, ...profiling(name)];
    started.child = spawn(process.execPath, [...options, `dist/apps/${name}/src/main.js`], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        ...env,
        PORT: started.port,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running.add(started.child);
    started.ended = new Promise((resolve) => started.child.once('exit', resolve));
    void started.ended.then(() => running.delete(started.child));
    await started.untilReady();
    return started;
  }

  get pid() {
    return this.child.pid;
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Posts and expects success. */
  async post(path, body) {
    const headers = { 'content-type': 'application/json' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(this.url(path), { method: 'POST', headers, body: text });
    if (!answer.ok) throw new Error(`${path} → ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  async untilReady() {
    for (const end = Date.now() + READY_MS_MAX; ; await sleep(50)) {
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended at its start`);
      const answer = await fetch(this.url('/ready')).catch(() => undefined);
      if (answer?.status === 200) return;
      if (Date.now() > end) throw new Error(`${this.name} is not ready: ${await answer?.text()}`);
    }
  }

  async stop() {
    const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS_MAX);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(force);
  }
}
