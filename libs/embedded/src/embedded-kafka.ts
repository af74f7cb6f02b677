import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
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
import { type KafkaJars, ensureJars, findJava } from './kafka-jars';
import { choosePort, tryPort } from './ports';
import { commandLineOf, endProcess, findProcess, isRunning } from './process-table';

export interface EmbeddedKafkaOptions {
  /** Topics, offsets and the cluster id live here. Log and engines.json lie in the folder above. */
  dataDir: string;
  /** Left out: the port of the last start if free, else any. */
  port?: number;
  /** Jars and the JVM's class archive. Default: $KAFKA_CACHE or ~/.cache/youlu/kafka. */
  cacheDir?: string;
  /** Default 256. */
  heapMb?: number;
  /** Default true: written through to the disk every second. False leaves that to the system. */
  durable?: boolean;
  /** Default: detached when durable, else with-process. */
  lifetime?: Lifetime;
  /** Of the cluster this broker is a member of, 22 characters; left out: a new one of its own. */
  clusterId?: string;
  /** Further or overriding lines of server.properties. */
  settings?: Record<string, string | number | boolean>;
  /** Where a line for the person at the terminal goes. Default: standard error. */
  say?: (line: string) => void;
}
export interface EmbeddedKafka extends EngineHandle {
  readonly brokers: string[];
}

const NAME: EngineName = 'kafka';
const READY_MS_MAX = 60_000;
const STOP = [
  { signal: 'SIGTERM', waitMs: 6_000 }, // the first stop also writes the class archive (4 s)
  { signal: 'SIGKILL', waitMs: 2_000 },
] satisfies { signal: NodeJS.Signals; waitMs: number }[];
const LOGGING = [
  'defaultLogLevel=warn',
  'logFile=System.out',
  'showDateTime=true',
  'dateTimeFormat=HH:mm:ss.SSS',
].map((setting) => `-Dorg.slf4j.simpleLogger.${setting}`);
/** Serial GC and the first compiler only: starts in half the time and needs 150 MB. */
const JVM = [
  ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'],
  ...['-Xlog:disable', '-Xlog:all=error:stderr', ...LOGGING],
];

/**
 * The death of the broker loses nothing either way; this bounds what a power cut can take. Flushing
 * each batch before its acknowledgement was measured: a send to 12 partitions took 107 ms instead
 * of 3.4 (a segment and its indexes are synced one by one). More than one broker is the real cure.
 */
const ON_DISK_WITHIN_A_SECOND = {
  'log.flush.interval.ms': 1_000,
  'log.flush.scheduler.interval.ms': 1_000,
};

interface Place {
  dataDir: string;
  properties: string;
  logFile: string;
  registry: EngineRegistry;
}

/**
 * Starts a real single Kafka broker (KRaft) on 127.0.0.1, or adopts the one serving the folder.
 * @throws EngineError with one line that says what to do
 */
export async function startEmbeddedKafka(options: EmbeddedKafkaOptions): Promise<EmbeddedKafka> {
  const dataDir = resolve(options.dataDir);
  const stateDir = dirname(dataDir);
  const place: Place = {
    dataDir,
    properties: join(dataDir, 'server.properties'),
    logFile: join(stateDir, 'kafka.log'),
    registry: new EngineRegistry(stateDir),
  };
  const running = findBroker(place);
  if (running !== undefined) {
    const port = recordedPort(place);
    const wanted = options.port === undefined || options.port === port;
    if (wanted && port !== undefined && (await ready(port, () => !isRunning(running)))) {
      return handle(place, running, port, true);
    }
    await endProcess(running, STOP); // stuck, or on another port than asked for
  }
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw explainFolderError(dataDir, error);
  }
  return launch(place, options);
}

function findBroker(place: Place): number | undefined {
  const serves = (words: string[]): boolean =>
    words.includes('kafka.Kafka') && words.at(-1) === place.properties;
  const pid = place.registry.read(NAME)?.pid ?? 0;
  if (isRunning(pid) && serves(commandLineOf(pid))) return pid;
  return findProcess(serves);
}

/** The port the running broker was told: server.properties is written before each start. */
function recordedPort(place: Place): number | undefined {
  try {
    const text = readFileSync(place.properties, 'utf8');
    const found = /^advertised\.listeners=PLAINTEXT:\/\/127\.0\.0\.1:(\d+)/m.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}

async function launch(place: Place, options: EmbeddedKafkaOptions): Promise<EmbeddedKafka> {
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const java = findJava();
  const jars = ensureJars(options.cacheDir, say);
  const port = await choosePort('Kafka', options.port, place.registry.read(NAME)?.port);
  await writeProperties(place, options, port);
  const archive = classArchive(jars);
  format(place, java, jars, archive, options.clusterId ?? newClusterId());
  const broker = spawnBroker(place, options, java, [...archive, '-cp', jars.classPath]);
  place.registry.write(NAME, { pid: broker.pid, port, dataDir: place.dataDir });
  if (await ready(port, () => broker.ended() !== undefined)) {
    return handle(place, broker.pid, port, false, () => keepArchive(jars, archive));
  }
  await endProcess(broker.pid, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
  throw new EngineError(
    `Kafka did not start (${broker.ended() ?? 'no answer in 60 s'}); see ${place.logFile}`,
    lastWords(tailOf(place.logFile)),
  );
}

async function writeProperties(
  place: Place,
  options: EmbeddedKafkaOptions,
  port: number,
): Promise<void> {
  const controller = await tryPort(0);
  const listen = `PLAINTEXT://127.0.0.1:${port}`;
  const lines = {
    'node.id': 1,
    // Two folders: with one, a second broker would become controller before it meets the lock.
    'log.dirs': join(place.dataDir, 'data'),
    'metadata.log.dir': join(place.dataDir, 'metadata'),
    listeners: `${listen},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': listen,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    ...(options.durable === false ? {} : ON_DISK_WITHIN_A_SECOND),
    ...options.settings,
  };
  const common = readFileSync(join(__dirname, 'server.properties'), 'utf8');
  const own = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
  try {
    writeFileSync(place.properties, common + own.join(''));
  } catch (error) {
    throw explainFolderError(place.dataDir, error);
  }
}

/** Flags of class-data sharing: use the archive if there is one, else write it at the first stop. */
function classArchive(jars: KafkaJars): string[] {
  if (jars.archive === undefined) return [];
  if (existsSync(jars.archive)) return [`-XX:SharedArchiveFile=${jars.archive}`];
  if (process.env.CI) return []; // a machine that runs once does not earn the 4 s back
  return [`-XX:ArchiveClassesAtExit=${jars.archive}.${process.pid}.part`];
}

function keepArchive(jars: KafkaJars, flags: string[]): void {
  const fresh = /^-XX:ArchiveClassesAtExit=(.*)$/.exec(flags[0] ?? '')?.[1];
  if (fresh === undefined || jars.archive === undefined || !existsSync(fresh)) return;
  if (existsSync(jars.archive)) rmSync(fresh);
  else renameSync(fresh, jars.archive);
}

/** 22 characters, no leading '-'. */
export function newClusterId(): string {
  return `k${randomBytes(16).toString('base64url').slice(1)}`;
}

function format(place: Place, java: string, jars: KafkaJars, archive: string[], id: string): void {
  if (existsSync(join(place.dataDir, 'data', 'meta.properties'))) return;
  const made = spawnSync(
    java,
    [
      ...['-Xmx128m', ...JVM, ...archive.filter((flag) => flag.includes('SharedArchive'))],
      ...['-cp', jars.classPath, 'kafka.tools.StorageTool', 'format'],
      ...['-t', id, '-c', place.properties, '--ignore-formatted'],
    ],
    { encoding: 'utf8' },
  );
  if (made.status === 0) return;
  const words = lastWords(`${made.stdout}${made.stderr}`);
  const why = made.error?.message ?? words.split('\n').at(-1);
  throw new EngineError(`Kafka could not format ${place.dataDir}: ${why}`, words);
}

function spawnBroker(
  place: Place,
  options: EmbeddedKafkaOptions,
  java: string,
  flags: string[],
): EngineProcess {
  const heap = ['-Xms64m', `-Xmx${options.heapMb ?? 256}m`];
  return spawnEngine({
    command: java,
    args: [...heap, ...JVM, ...flags, 'kafka.Kafka', place.properties],
    cwd: place.dataDir,
    env: process.env,
    logFile: place.logFile,
    lifetime: options.lifetime ?? (options.durable === false ? 'with-process' : 'detached'),
    endSignal: 'TERM',
  });
}

async function ready(port: number, ended: () => boolean): Promise<boolean> {
  for (const end = Date.now() + READY_MS_MAX; Date.now() < end; await sleep(50)) {
    if (await answers(port)) return true;
    if (ended()) return false;
  }
  return false;
}

/** Whether a broker answers ApiVersions v0 (size, key 18, version 0, correlation id, no client). */
function answers(port: number): Promise<boolean> {
  const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve(false));
  });
}

function handle(
  place: Place,
  pid: number,
  port: number,
  adopted: boolean,
  afterStop: () => void = () => undefined,
): EmbeddedKafka {
  place.registry.write(NAME, { pid, port, dataDir: place.dataDir });
  return {
    pid,
    port,
    adopted,
    dataDir: place.dataDir,
    brokers: [`127.0.0.1:${port}`],
    isRunning: () => isRunning(pid),
    log: () => tailOf(place.logFile),
    stop: async () => {
      const by = await endProcess(pid, STOP);
      if (by === 'SIGTERM') afterStop(); // cut short, the archive would be half written
    },
  };
}
