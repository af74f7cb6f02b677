import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../failures/launched';
import type { Doors, Service } from './client';

/** How the services run: all in one process, or each in its own. */
export type Shape = 'standalone' | 'separate';

export interface Running {
  doors: Doors;
  stop(): Promise<void>;
}

const ROOT = join(__dirname, '../..');
const SERVICES: Service[] = ['orders', 'routing', 'tracking', 'coverage'];

class App {
  private output = '';
  private readonly child: ChildProcess;

  constructor(
    private readonly name: string,
    readonly url: string,
    env: Record<string, string>,
  ) {
    const main = join(ROOT, 'dist/apps', name, 'src/main.js');
    this.child = spawn(process.execPath, [main], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const out of [this.child.stdout, this.child.stderr]) {
      out?.on('data', (b: Buffer) => (this.output = (this.output + b.toString()).slice(-4000)));
    }
  }

  /** Resolves when /ready answers 200; at most 60 s. */
  async ready(): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
      if (this.child.exitCode !== null) break;
      const answer = await fetch(`${this.url}/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
    }
    throw new Error(`${this.name} did not get ready: ${this.output}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(force);
  }
}

/** Starts the built services on engines given by `env`, and waits until they are ready. */
export async function startShape(shape: Shape, env: Record<string, string>): Promise<Running> {
  const names = shape === 'standalone' ? ['standalone'] : SERVICES;
  const apps: App[] = [];
  const base = await freePort();
  for (const name of names) {
    const port = base + apps.length;
    apps.push(new App(name, `http://127.0.0.1:${port}`, { ...env, PORT: String(port) }));
  }
  const stop = async (): Promise<void> => void (await Promise.all(apps.map((a) => a.stop())));
  try {
    await Promise.all(apps.map((a) => a.ready()));
  } catch (e) {
    await stop();
    throw e;
  }
  const url = (i: number): string => (apps[shape === 'standalone' ? 0 : i] as App).url;
  return {
    doors: { orders: url(0), routing: url(1), tracking: url(2), coverage: url(3) },
    stop,
  };
}
