// A parcel's timeline by its number at a steady rate, against bare Fastify and the same prepared query.
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchEngines } from './bench-engines.mjs';
import { BenchProcess } from './bench-process.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';
import { assertEqual } from './scan-tables.mjs';
import { Service } from './product.mjs';
import { Writers } from './writers.mjs';
import { ratio } from './harness.mjs';

export const rounds = 7;
export const targets = {
  cpu_ratio: { must: 1.3, aim: 1.15 },
  p99_ms: { must: 5, aim: 5 },
};

const WORKLOAD = { series: 0, parcels: 10_000 };
const SCANS_A_PARCEL = 8;
const COMPARED_EVERY = 50;
const RATE = 1_000;
const SECONDS = 8;
const IDLE_SECONDS = 3;
const CONNECTIONS = 32;

const hundredth = (value) => Math.round(value * 100) / 100;

/** Ten thousand parcels of eight scans, booked, as the writer left them. */
async function fill(engines) {
  const writers = await Writers.start(engines, '', 1);
  await writers.book(WORKLOAD);
  await writers.preload(WORKLOAD);
  await writers.stop();
}

async function assertSame(engines, service, barePort) {
  const all = await engines.query(
    'SELECT tracking_number AS number FROM tracking.parcels ORDER BY tracking_number',
  );
  if (all.length !== WORKLOAD.parcels)
    throw new Error(`${all.length} parcels instead of ${WORKLOAD.parcels}`);
  for (const { number } of all.filter((_, i) => i % COMPARED_EVERY === 0)) {
    const ours = await (await fetch(service.url(`/v1/parcels/${number}`))).json();
    const bare = await (await fetch(`http://127.0.0.1:${barePort}/v1/parcels/${number}`)).json();
    const told = [ours.trackingNumber, ours.version, ours.facts.length];
    assertEqual(number, told, [bare.tracking_number, bare.version, SCANS_A_PARCEL]);
  }
}

export async function open() {
  const engines = await BenchEngines.start();
  await fill(engines);
  const service = await Service.start('tracking', engines.env);
  const bare = await BenchProcess.start('processes/bare-read.js', { env: engines.env });
  const barePort = await bare.call('start');
  const load = await BenchProcess.start('load/generator.js', { name: 'load' });
  await assertSame(engines, service, barePort);

  /** What a request costs beyond what the process costs at rest (a service polls its consumers). */
  const read = (port, pid) => async () => {
    const pids = { node: pid, postgres: engines.pids.postgres, load: load.pid };
    const beforeIdle = secondsOf(pids);
    await sleep(IDLE_SECONDS * 1000);
    const requests = RATE * SECONDS;
    const idle = microsecondsPer((requests * IDLE_SECONDS) / SECONDS, beforeIdle, pids);
    const before = secondsOf(pids);
    const options = { port, connections: CONNECTIONS, rate: RATE, seconds: SECONDS };
    const { p50Ms, p99Ms } = await load.call('read', { ...options, workload: WORKLOAD });
    const used = microsecondsPer(requests, before, pids);
    return {
      node_us: hundredth(used.node_us - idle.node_us),
      postgres_us: hundredth(used.postgres_us - idle.postgres_us),
      idle_node_us: idle.node_us,
      load_us: used.load_us,
      p50_ms: p50Ms,
      p99_ms: p99Ms,
    };
  };
  return {
    variants: { ours: read(service.port, service.pid), bare: read(barePort, bare.pid) },
    figures: ({ ours, bare: other }) => {
      const cost = ({ node_us, postgres_us }) => node_us + postgres_us;
      return { cpu_ratio: ratio(cost(ours), cost(other)), p99_ms: ours.p99_ms };
    },
    close: async () => {
      await Promise.all([service.stop(), bare.stop(), load.stop()]);
      await engines.close();
    },
  };
}
