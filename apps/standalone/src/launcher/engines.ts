import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EngineError,
  type EngineHandle,
  explainFolderError,
  startEmbeddedKafka,
  startEmbeddedPostgres,
} from '@youlu/embedded';
import type { LauncherConfig } from './launcher.config';
import { RESTARTS_MAX } from './processes/supervised-child';

const LOOK_EVERY_MS = 500;
const TRIES_PER_RESTART = 5;

interface Watched {
  name: string;
  handle: EngineHandle;
  start: (port: number) => Promise<EngineHandle>;
  restarts: number;
}

/**
 * For one machine that takes in a region's four weeks in minutes: fewer checkpoints, since each makes
 * every page's next change write the whole page to the log. What is acknowledged is on the disk.
 */
const DATABASE_SETTINGS = {
  shared_buffers: '256MB',
  max_wal_size: '3GB',
  checkpoint_timeout: '15min',
  jit: 'off',
};

/** The database and the broker: ours, or outside ones that are only passed on. */
export class Engines {
  /** Rejects when an engine died once too often. */
  readonly failed: Promise<never>;

  private fail: (error: Error) => void = () => undefined;
  private watch: NodeJS.Timeout | undefined;
  private readonly watched: Watched[] = [];
  private looking: Promise<void> | undefined;

  private constructor(
    readonly databaseUrl: string,
    readonly kafkaBrokers: string,
    private readonly say: (line: string) => void,
  ) {
    this.failed = new Promise((_resolve, reject) => (this.fail = reject));
    this.failed.catch(() => undefined);
  }

  static async start(
    stateDir: string,
    config: LauncherConfig,
    say: (line: string) => void,
  ): Promise<Engines> {
    try {
      mkdirSync(stateDir, { recursive: true });
    } catch (error) {
      throw explainFolderError(stateDir, error);
    }
    const postgresAt = (port?: number) =>
      startEmbeddedPostgres({
        dataDir: join(stateDir, 'postgres'),
        settings: DATABASE_SETTINGS,
        say,
        ...(port ? { port } : {}),
      });
    const kafkaAt = (port?: number) =>
      startEmbeddedKafka({ dataDir: join(stateDir, 'kafka'), say, ...(port ? { port } : {}) });
    const [postgres, kafka] = await Promise.allSettled([
      config.databaseUrl === undefined ? postgresAt() : undefined,
      config.kafkaBrokers === undefined ? kafkaAt() : undefined,
    ]);
    if (postgres.status === 'rejected' || kafka.status === 'rejected') {
      const up = [postgres, kafka].flatMap((r) =>
        r.status === 'fulfilled' && r.value ? [r.value] : [],
      );
      await Promise.all(up.map((engine) => engine.stop()));
      throw (postgres.status === 'rejected' ? postgres : (kafka as PromiseRejectedResult)).reason;
    }
    const url = config.databaseUrl ?? postgres.value?.url ?? '';
    const brokers = config.kafkaBrokers ?? kafka.value?.brokers.join(',') ?? '';
    const engines = new Engines(url, brokers, say);
    if (postgres.value) engines.keep('PostgreSQL', postgres.value, postgresAt);
    if (kafka.value) engines.keep('Kafka', kafka.value, kafkaAt);
    return engines;
  }

  /** Process ids by name, of ours. */
  pids(): Record<string, number> {
    return Object.fromEntries(this.watched.map(({ name, handle }) => [name, handle.pid]));
  }

  /** How often each had to be started again. */
  restarts(): Record<string, number> {
    return Object.fromEntries(this.watched.map(({ name, restarts }) => [name, restarts]));
  }

  /** From here on a dead engine is started again, on its port, so that clients find it. */
  supervise(): void {
    this.watch = setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = undefined));
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.watch);
    this.watch = undefined;
    await this.looking;
    await Promise.all(this.watched.map(({ handle }) => handle.stop()));
  }

  private keep(name: string, handle: EngineHandle, start: Watched['start']): void {
    this.watched.push({ name, handle, start, restarts: 0 });
  }

  private async look(): Promise<void> {
    try {
      for (const engine of this.watched) {
        if (!engine.handle.isRunning()) await this.restart(engine);
      }
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private async restart(engine: Watched): Promise<void> {
    if (engine.restarts >= RESTARTS_MAX) {
      throw new EngineError(`${engine.name} ended ${RESTARTS_MAX + 1} times; see its log.`);
    }
    engine.restarts += 1;
    this.say(`${engine.name} ended; starting it again (${engine.restarts}/${RESTARTS_MAX})`);
    for (let attempt = 1; this.watch !== undefined; attempt += 1) {
      try {
        engine.handle = await engine.start(engine.handle.port);
        if (this.watch === undefined) await engine.handle.stop(); // stopped while it came up
        return;
      } catch (error) {
        if (attempt >= TRIES_PER_RESTART) throw error;
        await sleep(1_000); // its children may hold the port a moment longer
      }
    }
  }
}
