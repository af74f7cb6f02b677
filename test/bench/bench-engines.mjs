// PostgreSQL and Kafka of a benchmark: the product's own, with the settings it ships with.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';

const require = createRequire(import.meta.url);
const SETTLE_MS_MAX = 120_000;
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'];

const open = new Set();

/** Stops what a benchmark has left when it failed or was ended: the engines are detached. */
export async function closeEngines() {
  await Promise.all([...open].map((engines) => engines.close()));
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => void closeEngines().then(() => process.exit(130)));
}

export class BenchEngines {
  #engines;
  #folder;
  #admin;
  #sql;

  static async start() {
    const { Engines } = require('../../dist/apps/standalone/src/launcher/engines.js');
    const started = new BenchEngines();
    started.#folder = mkdtempSync('/var/tmp/youlu-bench-');
    chmodSync(started.#folder, 0o755); // the database's own user must get in
    open.add(started);
    const none = { databaseUrl: undefined, kafkaBrokers: undefined };
    started.#engines = await Engines.start(join(started.#folder, 'state'), none, () => undefined);
    started.#sql = new pg.Client({ connectionString: started.databaseUrl });
    await started.#sql.connect();
    for (const setting of DURABLE) {
      const [row] = await started.query(`SHOW ${setting}`);
      if (row[setting] !== 'on') throw new Error(`${setting} is ${row[setting]}; must be on.`);
    }
    const brokers = [started.kafkaBrokers];
    started.#admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await started.#admin.connect();
    return started;
  }

  get databaseUrl() {
    return this.#engines.databaseUrl;
  }

  get kafkaBrokers() {
    return this.#engines.kafkaBrokers;
  }

  get admin() {
    return this.#admin;
  }

  /** For the environment of a process. */
  get env() {
    return { DATABASE_URL: this.databaseUrl, KAFKA_BROKERS: this.kafkaBrokers };
  }

  /** Process ids as the CPU table names them. */
  get pids() {
    const { PostgreSQL, Kafka: broker } = this.#engines.pids();
    return { postgres: PostgreSQL, kafka: broker };
  }

  async query(sql, params) {
    return (await this.#sql.query(sql, params)).rows;
  }

  /** Records of a topic that a group has yet to commit. */
  async lag(group, topic) {
    const [offsets, ends] = await Promise.all([
      this.#admin.fetchOffsets({ groupId: group, topics: [topic] }),
      this.#admin.fetchTopicOffsets(topic),
    ]);
    const committed = new Map(offsets[0].partitions.map((p) => [p.partition, Number(p.offset)]));
    return ends.reduce(
      (sum, { partition, high, low }) =>
        sum + Number(high) - Math.max(Number(low), committed.get(partition) ?? 0),
      0,
    );
  }

  /** Resolves when a condition holds, looked at every so many ms. */
  async until(what, holds, everyMs = 50) {
    for (const end = Date.now() + SETTLE_MS_MAX; !(await holds()); await sleep(everyMs)) {
      if (Date.now() > end) throw new Error(`${what} did not come about in 2 minutes.`);
    }
  }

  async close() {
    if (!open.delete(this)) return;
    await this.#sql?.end().catch(() => undefined);
    await this.#admin?.disconnect().catch(() => undefined);
    await this.#engines?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
