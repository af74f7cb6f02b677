// The door for scans, acknowledged by the log, against a bare server and producer doing the same.
import { BenchEngines } from './bench-engines.mjs';
import { BenchProcess } from './bench-process.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';
import { assertEqual } from './scan-tables.mjs';

export const rounds = 7;
export const targets = {
  cpu_ratio_1: { must: 1.3, aim: 1.15 },
  cpu_ratio_50: { must: 1.3, aim: 1.15 },
  cpu_ratio_500: { must: 1.3, aim: 1.15 },
};

const SIZES = [1, 50, 500];
const CONNECTIONS = 16;
const POSTING_MS = 2_500;
const REQUESTS_MAX = 4_000;
const WORKLOAD = { series: 0, parcels: 5_000 };
const BARE_TOPIC = 'bare.scan';
const PARTITIONS = 12;

const hundredth = (value) => Math.round(value * 100) / 100;

/** What a door accepted must be on the log, row by row: none can be fast by dropping. */
async function assertWritten(doors, load, reader) {
  for (const { port, topic } of Object.values(doors)) {
    const { rows } = await load.call('post', { port, connections: CONNECTIONS });
    const { scans } = await reader.call('count', { topic });
    assertEqual(`Scans accepted for ${topic} and scans on the log`, scans, rows);
  }
}

export async function open() {
  const engines = await BenchEngines.start();
  const topics = [{ topic: BARE_TOPIC, numPartitions: PARTITIONS }];
  await engines.admin.createTopics({ waitForLeaders: true, topics });
  const door = await BenchProcess.start('processes/door.js', { name: 'door', env: engines.env });
  const bare = await BenchProcess.start('processes/bare-door.js', { env: engines.env });
  const doors = {
    ours: { process: door, port: await door.call('start'), topic: 'tracking.scan' },
    bare: {
      process: bare,
      port: await bare.call('start', { topic: BARE_TOPIC }),
      topic: BARE_TOPIC,
    },
  };
  const load = {};
  for (const size of SIZES) {
    load[size] = await BenchProcess.start('load/generator.js', { name: `load-${size}` });
    await load[size].call('prepareScans', { ...WORKLOAD, size, uploadsMax: REQUESTS_MAX });
  }
  const reader = await BenchProcess.start('processes/topic-rows.js', { env: engines.env });
  await assertWritten(doors, load[500], reader);
  await reader.stop();
  const post = async ({ process, port }, size) => {
    const pids = { door: process.pid, kafka: engines.pids.kafka, load: load[size].pid };
    const before = secondsOf(pids);
    const args = { port, connections: CONNECTIONS, ms: POSTING_MS };
    const { ms, rows, answers } = await load[size].call('postFor', args);
    const cpu = microsecondsPer(rows, before, pids);
    if (rows < answers * size * 0.9)
      throw new Error(`${rows} rows accepted of ${answers} × ${size}`);
    return { scans_per_s: Math.round((rows / ms) * 1000), ...cpu };
  };
  const variants = {};
  for (const size of SIZES) {
    for (const [name, one] of Object.entries(doors)) {
      variants[`${name}_${size}`] = () => post(one, size);
    }
  }
  return {
    variants,
    figures: (results) => {
      const figures = {};
      for (const size of SIZES) {
        const [ours, other] = [results[`ours_${size}`], results[`bare_${size}`]];
        const cost = ({ door_us, kafka_us }) => door_us + kafka_us;
        figures[`cpu_ratio_${size}`] = hundredth(cost(ours) / cost(other));
        figures[`door_only_ratio_${size}`] = hundredth(ours.door_us / other.door_us);
      }
      return figures;
    },
    close: async () => {
      await Promise.all([door, bare, ...Object.values(load)].map((process) => process.stop()));
      await engines.close();
    },
  };
}
