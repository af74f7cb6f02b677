import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { embedded } from './built.mjs';
import { freePort } from './ports.mjs';

/** As the product runs them: durable. The rest only bounds how much a run writes. */
const DATABASE_SETTINGS = { shared_buffers: '128MB', max_wal_size: '1GB', jit: 'off' };
const quiet = () => undefined;
const opened = new Set();
const launched = new Set();

/** A new folder that the database's own user can enter. */
export function openFolder(prefix) {
  const folder = mkdtempSync(join('/var/tmp', prefix));
  chmodSync(folder, 0o755);
  opened.add(folder);
  return folder;
}

/** For a run that is cut short: its engines end at once, and what they wrote goes. */
export function removeFolders() {
  for (const engine of launched) engine.signal('SIGKILL');
  for (const folder of opened) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      process.stderr.write(`Left behind: ${folder}\n`);
    }
  }
}

/** A broker hands its partitions over before it ends; how long that takes is not a promise of ours. */
const GENTLE_MS_MAX = 60_000;

/** One engine that can be killed and started again on its port, with its data. */
export class Engine {
  constructor(name, port, launch) {
    this.name = name;
    this.port = port;
    this.launch = launch;
    launched.add(this);
  }

  get pid() {
    return this.handle?.pid;
  }

  get isRunning() {
    return this.handle?.isRunning() ?? false;
  }

  /** Milliseconds from process start until it answers. */
  async start() {
    const begun = performance.now();
    this.handle = await this.launch(this.port);
    return performance.now() - begun;
  }

  signal(signal) {
    if (this.isRunning) process.kill(this.pid, signal);
  }

  /** SIGKILL, or what else is said, and the process is gone when it resolves. */
  async kill(signal = 'SIGKILL') {
    const pid = this.pid;
    this.signal(signal);
    if (!(await embedded.waitForExit(pid, signal === 'SIGKILL' ? 15_000 : GENTLE_MS_MAX)))
      throw new Error(`${this.name} outlives ${signal}`);
  }

  async stop() {
    await this.handle?.stop();
  }
}

export async function postgresIn(folder, { port, settings = {} } = {}) {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const launch = (on) =>
    embedded.startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      port: on,
      lifetime: 'with-process',
      settings: { ...DATABASE_SETTINGS, ...settings },
      say: quiet,
    });
  return new Engine('postgres', port ?? (await freePort()), launch);
}

export async function kafkaIn(folder, { port, settings = {}, ...more } = {}) {
  mkdirSync(folder, { recursive: true });
  const launch = (on) =>
    embedded.startEmbeddedKafka({
      dataDir: join(folder, 'kafka'),
      port: on,
      lifetime: 'with-process',
      settings,
      say: quiet,
      ...more,
    });
  return new Engine('kafka', port ?? (await freePort()), launch);
}

/** The engines most scenarios share; each works on a database and topics of its own. */
export class Engines {
  constructor(folder, postgres, kafka) {
    this.folder = folder;
    this.postgres = postgres;
    this.kafka = kafka;
  }

  static async start() {
    const folder = openFolder('youlu-faults-');
    const postgres = await postgresIn(folder);
    const kafka = await kafkaIn(folder);
    return new Engines(folder, postgres, kafka).start();
  }

  /** All of them, or none: what came up beside one that did not is ended. */
  async start() {
    const starts = await Promise.allSettled(this.all.map((engine) => engine.start()));
    const failure = starts.find(({ status }) => status === 'rejected');
    if (failure === undefined) return this;
    await this.close();
    throw failure.reason;
  }

  get brokers() {
    return `127.0.0.1:${this.kafka.port}`;
  }

  get databaseServer() {
    return this.postgres.handle.url;
  }

  get all() {
    return [this.postgres, this.kafka];
  }

  /** Also after a failure half way: whatever runs is ended, and the folder goes. */
  async close() {
    for (const engine of this.all) if (engine.isRunning) engine.signal('SIGCONT');
    await Promise.all(this.all.map((engine) => engine.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
