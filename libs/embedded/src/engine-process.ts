import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** What every engine hands back, started or adopted. */
export interface EngineHandle {
  readonly pid: number;
  readonly port: number;
  /** Where the data really lies (it may differ from the folder asked for, see reachable-folder). */
  readonly dataDir: string;
  /** True when it was already running from an earlier start. */
  readonly adopted: boolean;
  isRunning(): boolean;
  /** The last 20,000 characters the engine wrote. */
  log(): string;
  /** Gently, then by force; gone when it resolves. */
  stop(): Promise<void>;
}

/**
 * `detached`: own process group, so that Ctrl-C in the terminal reaches the launcher only and the
 * application can drain first; it outlives a killed launcher and the next start adopts it.
 * `with-process`: ends when this process ends, however it ends (tests, benchmarks).
 */
export type Lifetime = 'detached' | 'with-process';

export interface SpawnEngine {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  lifetime: Lifetime;
  /** Sent to the engine when this process ends, in `with-process` only. */
  endSignal: 'INT' | 'TERM';
  uid?: number;
  gid?: number;
}

export interface EngineProcess {
  child: ChildProcess;
  pid: number;
  /** The reason once it has ended, e.g. `code 1` or `SIGKILL`. */
  ended(): string | undefined;
}

const SETPRIV = '/usr/bin/setpriv'; // util-linux

/**
 * The command line that also sends the signal when this process dies, even by SIGKILL. Where the
 * system cannot do that, the command line as it was: the next start then cleans up.
 */
export function endingWithUs(
  command: string,
  args: string[],
  signal: 'INT' | 'TERM' | 'KILL',
): [command: string, args: string[]] {
  if (!existsSync(SETPRIV)) return [command, args];
  return [SETPRIV, ['--pdeathsig', signal, command, ...args]];
}

export function spawnEngine(options: SpawnEngine): EngineProcess {
  const { lifetime, endSignal, uid, gid } = options;
  mkdirSync(dirname(options.logFile), { recursive: true });
  if (existsSync(options.logFile)) renameSync(options.logFile, `${options.logFile}.1`);
  const log = openSync(options.logFile, 'a', 0o600); // a file, as a pipe would break with us
  const [command, args] =
    lifetime === 'with-process'
      ? endingWithUs(options.command, options.args, endSignal)
      : [options.command, options.args];
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', log, log],
    detached: lifetime === 'detached',
    ...(uid === undefined ? {} : { uid, gid }),
  });
  closeSync(log);
  let end: string | undefined;
  child.once('exit', (code, signal) => (end = signal ?? `code ${code}`));
  child.once('error', (error) => (end = error.message));
  child.unref();
  if (lifetime === 'with-process') {
    const emergency = (): void => void child.kill(`SIG${endSignal}`);
    process.once('exit', emergency);
    child.once('exit', () => process.off('exit', emergency));
  }
  return { child, pid: child.pid ?? 0, ended: () => end };
}

const TAIL_BYTES = 20_000;

export function tailOf(file: string): string {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const size = fstatSync(fd).size;
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } finally {
    closeSync(fd);
  }
}

/** What an engine said last, without the Java stack frames that bury it. */
export function lastWords(text: string): string {
  const lines = text.split('\n').filter((line) => line && !/^\s+(at |\.\.\.)/.test(line));
  return lines.slice(-12).join('\n');
}
