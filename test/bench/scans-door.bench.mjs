// The door for scans, acknowledged by the log, against a bare server and producer doing the same.
import { BenchEngines } from './bench-engines.mjs';
import { BenchProcess } from './bench-process.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';
import { assertEqual } from './scan-tables.mjs';
import { ratio } from './harness.mjs';

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
const GATHERING_TOPIC = 'gathering.scan';
/** As long as the product waits for more. */
const GATHER_MS = 5;
const PARTITIONS = 12;

/** All that a door ever accepted, of whatever size, must be on the log: none can be fast by dropping. */
async function assertWritten(doors, engines) {
  const reader = await BenchProcess.start('processes/topic-rows.js', { env: engines.env });
  for (const { topic, accepted } of Object.values(doors)) {
    const { scans } = await reader.call('count', { topic });
    assertEqual(`Scans accepted for ${topic} and scans on the log`, scans, accepted);
  }
  await reader.stop();
}

export async function open() {
  const engines = await BenchEngines.start();
  const topics = [BARE_TOPIC, GATHERING_TOPIC].map((topic) => ({
    topic,
    numPartitions: PARTITIONS,
  }));
  await engines.admin.createTopics({ waitForLeaders: true, topics });
  const door = await BenchProcess.start('processes/door.js', { name: 'door', env: engines.env });
  const bareDoor = async (topic, gatherMs) => {
    const process = await BenchProcess.start('processes/bare-door.js', { env: engines.env });
    return { process, port: await process.call('start', { topic, gatherMs }), topic, accepted: 0 };
  };
  const doors = {
    ours: { process: door, port: await door.call('start'), topic: 'tracking.scan', accepted: 0 },
    bare: await bareDoor(BARE_TOPIC),
    gathering: await bareDoor(GATHERING_TOPIC, GATHER_MS),
  };
  const load = {};
  for (const size of SIZES) {
    load[size] = await BenchProcess.start('load/generator.js', { name: `load-${size}` });
    await load[size].call('prepareScans', { ...WORKLOAD, size, uploadsMax: REQUESTS_MAX });
  }
  for (const one of Object.values(doors)) {
    for (const size of SIZES) {
      const { rows } = await load[size].call('post', { port: one.port, connections: CONNECTIONS });
      one.accepted += rows;
    }
  }
  await assertWritten(doors, engines);
  const post = async (one, size) => {
    const { process, port } = one;
    const pids = { door: process.pid, kafka: engines.pids.kafka, load: load[size].pid };
    const before = secondsOf(pids);
    const args = { port, connections: CONNECTIONS, ms: POSTING_MS };
    const { ms, rows, answers } = await load[size].call('postFor', args);
    const cpu = microsecondsPer(rows, before, pids);
    one.accepted += rows;
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
        const [ours, bare, gathering] = ['ours', 'bare', 'gathering'].map(
          (name) => results[`${name}_${size}`],
        );
        const cost = ({ door_us, kafka_us }) => door_us + kafka_us;
        // Against whichever of the two is cheaper: a baseline is what one would really write.
        const other = cost(gathering) < cost(bare) ? gathering : bare;
        figures[`cpu_ratio_${size}`] = ratio(cost(ours), cost(other));
        figures[`cpu_ratio_each_by_itself_${size}`] = ratio(cost(ours), cost(bare));
        figures[`door_only_ratio_${size}`] = ratio(ours.door_us, other.door_us);
      }
      return figures;
    },
    close: async () => {
      await assertWritten(doors, engines);
      const started = [
        ...Object.values(doors).map(({ process }) => process),
        ...Object.values(load),
      ];
      await Promise.all(started.map((process) => process.stop()));
      await engines.close();
    },
  };
}
