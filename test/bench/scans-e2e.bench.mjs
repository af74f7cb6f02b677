// Scans posted in batches until they can be read, relay and consumers running, against a naive stack.
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchEngines } from './bench-engines.mjs';
import { BenchProcess } from './bench-process.mjs';
import { BookedProvince } from './booked-province.mjs';
import { microsecondsPer, secondsOf } from './processes.mjs';
import { assertEqual } from './scan-tables.mjs';

export const rounds = 7;
export const targets = {
  times_naive: { must: 50, aim: 150, atLeast: true },
  'ours.scans_per_s': { must: 25_000, aim: 45_000, atLeast: true },
  'ours.all_us': { must: 60, aim: 40 },
};

const PARCELS = 25_000;
const SCANS_OF_AN_UPLOAD = 500;
const CONNECTIONS = 8;
/** The naive stack takes milliseconds for each: as many as it does in some ten seconds. */
const NAIVE_UPLOADS = 4;
const NAIVE_MS_MAX = 120_000;
const NAIVE_DATABASE = 'naive';

const tenth = (value) => Math.round(value * 10) / 10;

/** All that is the product's: not the load. */
function withSum(measured, load) {
  const all = Object.entries(measured).reduce((sum, [, us]) => sum + us, 0) - measured[load];
  return { ...measured, all_us: tenth(all) };
}

async function assertStored(engines, { series, parcels }, distinct) {
  const [{ scans }] = await engines.query('SELECT count(*)::int AS scans FROM tracking.scans');
  assertEqual('Scans stored so far', scans, distinct * (series + 1));
  const booked = parcels * (series + 1);
  const [orders] = await engines.query(
    `SELECT count(*)::int AS n FROM orders.shipments WHERE state = 'delivered'`,
  );
  assertEqual('Shipments that orders knows to be delivered', orders.n, booked);
  const [coverage] = await engines.query(
    `SELECT count(*)::int AS n FROM coverage.parcel_facts WHERE is_evidence`,
  );
  assertEqual('Evidence that coverage has', coverage.n, booked * 2);
  const [volumes] = await engines.query('SELECT sum(parcels)::int AS n FROM tracking.volumes');
  assertEqual('The sum of the volumes', volumes.n, scans);
}

async function startNaive(engines) {
  await engines.query(`CREATE DATABASE ${NAIVE_DATABASE}`);
  await engines.admin.createTopics({ topics: [{ topic: 'scan', numPartitions: 12 }] });
  const url = new URL(engines.databaseUrl);
  url.pathname = `/${NAIVE_DATABASE}`;
  const env = { ...engines.env, DATABASE_URL: url.href };
  const process = await BenchProcess.start('naive/naive-stack.fixture.js', { name: 'naive', env });
  return { process, port: await process.call('start') };
}

export async function open() {
  const engines = await BenchEngines.start();
  const province = await BookedProvince.start(engines);
  const naive = await startNaive(engines);

  const ours = async ({ round }) => {
    const workload = { series: round, parcels: PARCELS };
    await province.book(workload);
    const size = SCANS_OF_AN_UPLOAD;
    const { scans, distinct } = await province.load.call('prepareScans', { ...workload, size });
    const pids = { ...province.pids, ...engines.pids, load: province.load.pid };
    await engines.query('CHECKPOINT');
    const before = secondsOf(pids);
    const begun = performance.now();
    const args = { port: province.tracking.port, connections: CONNECTIONS };
    const { ms, rows } = await province.load.call('post', args);
    assertEqual('Scans accepted', rows, scans);
    await province.untilQueryable();
    const queryable = performance.now() - begun;
    await province.untilSettled();
    const settled = performance.now() - begun;
    const cpu = withSum(microsecondsPer(scans, before, pids), 'load_us');
    await assertStored(engines, workload, distinct);
    const rate = (took) => Math.round((scans / took) * 1000);
    return {
      scans_per_s: rate(queryable),
      accepted_per_s: rate(ms),
      settled_per_s: rate(settled),
      ...cpu,
    };
  };

  let naiveScans = 0;
  const other = async ({ round }) => {
    // Parcels of its own series, spread over the whole: each upload is 500 scans in order of time.
    const workload = { series: round, parcels: 250, size: SCANS_OF_AN_UPLOAD };
    const prepared = { ...workload, uploadsMax: NAIVE_UPLOADS };
    const { scans } = await province.load.call('prepareScans', prepared);
    const pids = { naive: naive.process.pid, ...engines.pids, load: province.load.pid };
    const totals = async () =>
      (await (await fetch(`http://127.0.0.1:${naive.port}/v1/totals`)).json()).scans;
    const before = secondsOf(pids);
    const begun = performance.now();
    const { rows } = await province.load.call('post', { port: naive.port, connections: 2 });
    assertEqual('Scans accepted', rows, scans);
    naiveScans += 2_000;
    for (const end = Date.now() + NAIVE_MS_MAX; (await totals()) < naiveScans; await sleep(50)) {
      if (Date.now() > end) throw new Error('The naive stack does not come to an end');
    }
    const took = performance.now() - begun;
    const cpu = withSum(microsecondsPer(scans, before, pids), 'load_us');
    assertEqual('Scans the naive stack stored', await totals(), naiveScans);
    return { scans_per_s: tenth((scans / took) * 1000), ...cpu };
  };
  return {
    variants: { ours, naive: other },
    figures: (results) => ({
      times_naive: tenth(results.ours.scans_per_s / results.naive.scans_per_s),
    }),
    close: async () => {
      await naive.process.stop();
      await province.stop();
      await engines.close();
    },
  };
}
