// Scan writers on a preloaded topic: set up once, sent back to the beginning for every round.
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchProcess } from './bench-process.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';

const TOPIC = 'tracking.scan';
/** As load/workload.ts makes them. */
const SCANS_OF_A_PARCEL = 8;
const LOOK_EVERY_MS = 30;
const PASS_MS_MAX = 180_000;

export class Writers {
  /** Processes that share one group on topics of their own. */
  static async start(engines, prefix, count, file = 'processes/writer.js') {
    const env = { ...engines.env, TOPIC_PREFIX: prefix };
    const started = new Writers();
    started.engines = engines;
    started.env = env;
    started.topic = prefix + TOPIC;
    started.processes = [];
    for (let i = 0; i < count; i++) {
      const process = await BenchProcess.start(file, { name: `writer-${prefix}${i}`, env });
      started.processes.push(process);
      await process.call('start', { topic: started.topic });
    }
    return started;
  }

  /** Fills the topic; the writers, which are running, take it in for the first time. */
  async preload(workload) {
    const teller = await BenchProcess.start('load/generator.js', { env: this.env });
    try {
      this.distinct = workload.parcels * SCANS_OF_A_PARCEL;
      this.rows = await teller.call('tellScans', { size: 500, ...workload });
    } finally {
      await teller.stop();
    }
    await this.untilCaughtUp('tracking.scan-writer', TOPIC);
  }

  /** Another kind of writer on the same topic, in a group of its own; takes the topic in once. */
  async beside(file) {
    const other = new Writers();
    Object.assign(other, { engines: this.engines, env: this.env, topic: this.topic });
    const process = await BenchProcess.start(file, { env: this.env });
    other.processes = [process];
    Object.assign(other, { rows: this.rows, distinct: this.distinct });
    await process.call('start', { topic: this.topic });
    await this.engines.until('The topic taken in', async () => {
      return (await process.call('progress')).rows >= this.rows;
    });
    return other;
  }

  async book(workload) {
    const teller = await BenchProcess.start('load/generator.js', { env: this.env });
    try {
      await teller.call('tellShipments', workload);
    } finally {
      await teller.stop();
    }
    await this.untilCaughtUp('tracking.parcel-context', 'orders.shipment');
  }

  async untilCaughtUp(consumer, topic) {
    const { TOPIC_PREFIX: prefix } = this.env;
    const isThrough = async () => (await this.engines.lag(prefix + consumer, prefix + topic)) === 0;
    await this.engines.until(`${consumer} caught up`, isThrough);
  }

  /** Reads the whole topic again; resolves to wall time and CPU a scan, by process. */
  async pass() {
    const node = this.processes.map(({ pid }) => pid);
    const pids = { node, ...this.engines.pids };
    const before = secondsOf(pids);
    await Promise.all(this.processes.map((process) => process.call('rewind')));
    let progress;
    for (const end = Date.now() + PASS_MS_MAX; ; await sleep(LOOK_EVERY_MS)) {
      progress = await Promise.all(this.processes.map((process) => process.call('progress')));
      if (progress.reduce((sum, { rows }) => sum + rows, 0) >= this.rows) break;
      if (Date.now() > end) throw new Error(`A pass takes over ${PASS_MS_MAX / 1000} s`);
    }
    const cpu = microsecondsPer(this.distinct, before, pids); // a scan sent again is part of its cost
    const rows = progress.reduce((sum, p) => sum + p.rows, 0);
    const parked = progress.reduce((sum, p) => sum + p.parked, 0);
    if (rows !== this.rows || parked > 0) throw new Error(`${rows} rows, ${parked} parked`);
    const active = progress.filter((p) => p.firstAt > 0);
    const wallMs =
      Math.max(...active.map((p) => p.lastAt)) - Math.min(...active.map((p) => p.firstAt));
    return { wall_ms: wallMs, scans_per_s: Math.round((rows / wallMs) * 1000), ...cpu };
  }

  async stop() {
    await Promise.all(this.processes.map((process) => process.stop()));
  }
}
