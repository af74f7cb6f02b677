import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(__dirname, '../..');

/** Whether something can listen on a port of this machine now. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Services that run apart take this many ports in a row. */
const PORTS = 4;

/** The first of four free ports, below those that the system gives to outgoing connections. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < 100; tried++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const ports = Array.from({ length: PORTS }, (_, i) => port + i);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return port;
  }
  throw new Error('No four free ports in a row between 20,000 and 30,000.');
}

/** A new folder that the database's own user can enter, so that the engines stay inside it. */
export function openFolder(prefix: string): string {
  const folder = mkdtempSync(join('/var/tmp', prefix));
  chmodSync(folder, 0o755);
  return folder;
}

/** Where a run's processes are recorded, and what it has come to. */
interface Recorded {
  'children.json': Record<string, { pid: number }>;
  'engines.json': Record<string, { pid: number }>;
  'scenario.json': { finished: boolean };
}

/** One `npm start`, watched from outside. */
export class Launched {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(
    private readonly state: string,
    args: string[],
    env: Record<string, string>,
  ) {
    this.child = spawn(process.execPath, ['apps/standalone/start.cjs', '--state', state, ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const out of [this.child.stdout, this.child.stderr]) {
      out?.on('data', (b: Buffer) => (this.output += b.toString()));
    }
    this.ended = new Promise((resolve) => this.child.once('exit', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** A file of the state folder; undefined until it is there. */
  recorded<F extends keyof Recorded>(file: F): Recorded[F] | undefined {
    try {
      return JSON.parse(readFileSync(join(this.state, file), 'utf8')) as Recorded[F];
    } catch {
      return undefined;
    }
  }

  /** The process that goes by this name now. */
  pidOf(name: string): number | undefined {
    return (
      this.recorded('children.json')?.[name]?.pid ?? this.recorded('engines.json')?.[name]?.pid
    );
  }

  /** Resolves when the condition holds; fails with the launcher's words after `ms`. */
  async until(what: string, condition: () => unknown, ms = 90_000): Promise<void> {
    for (const end = Date.now() + ms; !condition(); await sleep(50)) {
      if (this.isRunning && Date.now() < end) continue;
      throw new Error(`${what} did not come about. ${this.output.slice(-2000)}`);
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
