import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EngineHandle,
  type EngineProcess,
  type Lifetime,
  lastWords,
  spawnEngine,
  tailOf,
} from './engine-process';
import { type EngineName, EngineRegistry } from './engine-registry';
import { EngineError, explainFolderError } from './engine.errors';
import { choosePort } from './ports';
import { postgresHome } from './postgres-install';
import { commandLineOf, endProcess, findProcess, isRunning } from './process-table';
import { type DatabaseUser, databaseUser, reachableFolder } from './reachable-folder';

export interface EmbeddedPostgresOptions {
  /** Kept between starts. Password, log and engines.json lie in the folder above it. */
  dataDir: string;
  /** Left out: the port of the last start if free, else any. */
  port?: number;
  /** Default true. False turns off every guard against power loss: tests only. */
  durable?: boolean;
  /** Default: detached when durable, else with-process. */
  lifetime?: Lifetime;
  /** Further or overriding lines of postgresql.conf. */
  settings?: Record<string, string | number | boolean>;
  /** Where a line for the person at the terminal goes. Default: standard error. */
  say?: (line: string) => void;
}
export interface EmbeddedPostgres extends EngineHandle {
  /** Of the superuser, for the database `postgres`. */
  readonly url: string;
}

const NAME: EngineName = 'postgres';
const READY_MS_MAX = 60_000;
/** Fast shutdown, then immediate (recovers from its log at the next start), then by force. */
const STOP = [
  { signal: 'SIGINT', waitMs: 5_000 },
  { signal: 'SIGQUIT', waitMs: 2_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] satisfies { signal: NodeJS.Signals; waitMs: number }[];

interface Place {
  stateDir: string;
  dataDir: string;
  home: string;
  user: DatabaseUser;
  logFile: string;
  password: string;
  registry: EngineRegistry;
}

/**
 * Starts a real PostgreSQL on 127.0.0.1, or adopts the one already serving the folder.
 * @throws EngineError with one line that says what to do
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const place = preparePlace(options);
  const running = findServer(place.dataDir);
  if (running !== undefined) {
    const port = await waitUntilReady(place, () => (isRunning(running) ? undefined : 'gone'));
    if (port !== undefined && (options.port === undefined || options.port === port)) {
      return handle(place, running, port, true);
    }
    await endProcess(running, STOP); // stuck, or on another port than asked for
  }
  rmSync(join(place.dataDir, 'postmaster.pid'), { force: true }); // proven not to be a server's
  initialise(place);
  return launch(place, options);
}

function preparePlace(options: EmbeddedPostgresOptions): Place {
  const wanted = resolve(options.dataDir);
  const stateDir = dirname(wanted);
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const user = databaseUser();
  const dataDir = reachableFolder(wanted, user, say);
  return {
    stateDir,
    dataDir,
    user,
    home: postgresHome(user),
    logFile: join(stateDir, 'postgres.log'),
    password: superuserPassword(stateDir, dataDir),
    registry: new EngineRegistry(stateDir),
  };
}

function superuserPassword(stateDir: string, dataDir: string): string {
  const file = join(stateDir, 'postgres-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    throw new EngineError(
      `${file} is missing, but ${dataDir} holds a database. Restore the file, or remove ${dataDir} to begin anew.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  try {
    writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw explainFolderError(stateDir, error);
  }
  return password;
}

/** The server of this folder: by its pid file if that names one of ours, else by command line. */
function findServer(dataDir: string): number | undefined {
  const serves = (words: string[]): boolean =>
    /(^|\/)postgres$/.test(words[0] ?? '') && words[words.indexOf('-D') + 1] === dataDir;
  const pid = Number(pidFile(dataDir)[0] ?? 0);
  if (isRunning(pid) && serves(commandLineOf(pid))) return pid;
  return findProcess(serves);
}

/** Lines of postmaster.pid: 1 pid, 2 folder, 3 start time, 4 port, …, 8 status. */
function pidFile(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch {
    return [];
  }
}

/** The port once the server says `ready`; undefined if it ended or took too long. */
async function waitUntilReady(
  place: Place,
  ended: () => string | undefined,
): Promise<number | undefined> {
  for (const end = Date.now() + READY_MS_MAX; Date.now() < end; await sleep(20)) {
    if (ended() !== undefined) return undefined;
    const lines = pidFile(place.dataDir);
    if (lines[7] === 'ready') return Number(lines[3]);
  }
  return undefined;
}

/** Makes the cluster beside its place and renames it when whole: an interrupted start leaves no half. */
function initialise(place: Place): void {
  const { dataDir, user, home } = place;
  const version = join(dataDir, 'PG_VERSION');
  if (existsSync(version)) return assertSameMajor(version, home);
  const part = `${dataDir}.part`;
  const secret = `${part}.password`; // initdb runs as the database user, who may not read ours
  try {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { mode: 0o700 });
    writeFileSync(secret, place.password, { mode: 0o600 });
    for (const path of [part, secret]) {
      if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
    }
    const args = ['-D', part, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${secret}`];
    const made = spawnSync(
      join(home, 'bin', 'initdb'),
      [...args, '--encoding=UTF8', '--locale=C', '--no-instructions'],
      { ...user, cwd: part, env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8' },
    );
    if (made.status !== 0) {
      const why = made.error?.message ?? lastWords(made.stderr);
      throw new EngineError(
        `PostgreSQL could not make its folder ${dataDir}: ${why.split('\n')[0]}. ` +
          'See that the disk has room and the folder is writable, or use --state DIR.',
        why,
      );
    }
    rmSync(dataDir, { recursive: true, force: true }); // no PG_VERSION in it: never a database
    renameSync(part, dataDir);
  } catch (error) {
    throw explainFolderError(dirname(dataDir), error);
  } finally {
    rmSync(secret, { force: true });
  }
}

function assertSameMajor(versionFile: string, home: string): void {
  const data = readFileSync(versionFile, 'utf8').trim();
  const told = spawnSync(join(home, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' });
  const server = /(\d+)/.exec(told.stdout ?? '')?.[1];
  if (server !== undefined && server !== data) {
    throw new EngineError(
      `${dirname(versionFile)} was made by PostgreSQL ${data}, this is ${server}. Use --state DIR.`,
    );
  }
}

async function launch(place: Place, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const previous = place.registry.read(NAME)?.port;
  // The children of a killed server let go of its memory a moment later: then try again.
  for (const giveUpAt = Date.now() + 10_000; ; await sleep(200)) {
    const port = await choosePort('PostgreSQL', options.port, previous);
    const server = spawnServer(place, options, port);
    place.registry.write(NAME, { pid: server.pid, port, dataDir: place.dataDir });
    if ((await waitUntilReady(place, server.ended)) !== undefined) {
      return handle(place, server.pid, port, false);
    }
    await endProcess(server.pid, STOP);
    const log = tailOf(place.logFile);
    if (/pre-existing shared memory block/.test(log) && Date.now() < giveUpAt) continue;
    throw new EngineError(
      `PostgreSQL did not start (${server.ended() ?? 'no answer in 60 s'}); see ${place.logFile}`,
      lastWords(log),
    );
  }
}

function spawnServer(place: Place, options: EmbeddedPostgresOptions, port: number): EngineProcess {
  const durable = options.durable ?? true;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  return spawnEngine({
    command: join(place.home, 'bin', 'postgres'),
    args: [
      ...['-D', place.dataDir, '-p', String(port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: place.dataDir,
    env: { ...process.env, LC_ALL: 'C' },
    logFile: place.logFile,
    lifetime: options.lifetime ?? (durable ? 'detached' : 'with-process'),
    endSignal: 'INT',
    ...place.user,
  });
}

function handle(place: Place, pid: number, port: number, adopted: boolean): EmbeddedPostgres {
  place.registry.write(NAME, { pid, port, dataDir: place.dataDir });
  return {
    pid,
    port,
    adopted,
    dataDir: place.dataDir,
    url: `postgres://postgres:${place.password}@127.0.0.1:${port}/postgres`,
    isRunning: () => isRunning(pid),
    log: () => tailOf(place.logFile),
    stop: async () => {
      await endProcess(pid, STOP);
    },
  };
}
