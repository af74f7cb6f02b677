import { built } from '../world/built.mjs';
import { PARTITIONS } from '../world/world.mjs';

const { partitionOf } = built('libs/vocabulary/src/index.js');
/** A partition may wait this long for the poison before a good row, beyond what it takes without. */
const WAITS_MS_MAX = 1_000;
const STORED_MS_MAX = 15_000;
const TRIES_MAX = 3;
const TOPICS = {
  'tracking.scan': 'youlu.tracking.scans-reported.v1',
  'orders.shipment': 'youlu.orders.shipments-changed.v1',
  'routing.itinerary': 'youlu.routing.itineraries-planned.v1',
  'routing.visit': 'youlu.routing.visits-reported.v1',
  'tracking.parcel': 'youlu.tracking.parcels-changed.v1',
};
/** How many consumers read each, and so park what nobody can use. */
const READERS = { 'orders.shipment': 2, 'routing.visit': 2, 'tracking.parcel': 2 };

export const poison = {
  name: 'poison',
  promise:
    'A record that nobody can use is parked with a reason, and its partition does not wait for it.',
  seconds: 30,
  shortSeconds: 10,
  async run(world, random, seconds, { journal }) {
    await world.pause((seconds * 1_000) / 4);
    await world.log.allowLargeRecords('tracking.scan', 12_000_000);
    const lines = [];
    let [scans, expected] = [0, 0];
    for (const [what, poisoned] of Object.entries(recordsOf(TOPICS['tracking.scan']))) {
      const waits = await poisonScans(world, random, journal, what, poisoned);
      scans += waits.length;
      const line = `${what}: its partition waited ${waits.join(', then ')} ms`;
      world.note(line);
      if (waits.at(-1) > WAITS_MS_MAX) lines.push(line);
    }
    for (const [topic, type] of Object.entries(TOPICS).slice(1)) {
      const { '10 MB': _tooLarge, ...records } = recordsOf(type);
      await world.log.write(
        topic,
        Object.values(records).map((record) => ({
          ...record,
          partition: random.between(0, PARTITIONS - 1),
        })),
      );
      expected += Object.keys(records).length * (READERS[topic] ?? 1);
      world.fault(`${Object.keys(records).length} bad records on ${topic}`);
    }
    return [...lines, ...(await parkedWithReasons(world, scans, expected))];
  },
};

/** One of each kind, as [what it is]: the record. */
function recordsOf(type) {
  const envelope = (rows, of = type) =>
    `{"specversion":"1.0","id":"x","source":"/x","type":"${of}","time":"2020-01-01T00:00:00Z","data":{"rows":${rows}}}`;
  const text = (value, headers = {}) => ({ value: Buffer.from(value), headers });
  return {
    'truncated JSON': text(envelope('[{"scanId":"a').slice(0, -40)),
    '10 MB': text(envelope(`["${'x'.repeat(10_000_000)}"]`)),
    'deep nesting': text(envelope(`[${'['.repeat(100_000)}${']'.repeat(100_000)}]`)),
    'deep objects': text(envelope(`[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]`)),
    NaN: text(envelope('[{"scanId":NaN}]')),
    'lone surrogates': text(envelope('[{"scanId":"\\ud800","trackingNumber":"\\udfff"}]')),
    'null bytes': text(envelope('[{"scanId":"a\\u0000b","trackingNumber":"LX\\u0000"}]')),
    'null bytes in a header': text('nothing', { note: 'a\0b', '\0': 'x' }),
    'not UTF-8': text(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x00])),
    'unknown type': text(envelope('[]', 'youlu.nobody.knows.v1')),
    'no rows': text(envelope('{}')),
    empty: { value: null },
    'a row of another contract': text(envelope('[{"hello":1}]')),
    'a list': text('[]'),
  };
}

/**
 * Poison, and right behind it on the same partition a good scan: how long does that one wait? Three
 * tries at most, since other work on the machine makes anybody wait; a partition that stands, stands.
 * Resolves to the milliseconds of every try, all of which are reported.
 */
async function poisonScans(world, random, journal, what, poisoned) {
  for (const waits = []; ;) {
    const good = scanOf(random, journal);
    const partition = partitionOf(good.trackingNumber, PARTITIONS);
    const plain = await storedAfter(world, journal, scanOf(random, journal), []);
    const behind = await storedAfter(world, journal, good, [{ ...poisoned, partition }]);
    world.fault(
      `${what}: a good scan behind it was stored after ${Math.round(behind)} ms, ${Math.round(plain)} ms without`,
    );
    waits.push(Math.max(0, Math.round(behind - plain)));
    if (waits.at(-1) <= WAITS_MS_MAX || waits.length === TRIES_MAX) return waits;
  }
}

let made = 0;
function scanOf(random, journal) {
  const trackingNumber = `POISON-${++made}-${random.between(1, 1e6)}`;
  const at = Date.parse('2020-09-05T10:00:00+08:00');
  const scan = {
    scanId: `p-${made}`,
    trackingNumber,
    kind: 'arrived',
    nodeId: 'county-653024',
    placeCode: '653024',
  };
  const row = { ...scan, occurredAt: at, sentAt: at + 60_000, recordedAt: Date.now() };
  journal.submitted(row);
  return row;
}

async function storedAfter(world, journal, scan, before) {
  const rows = JSON.stringify([scan]);
  const value = Buffer.from(
    `{"specversion":"1.0","id":"g","source":"/x","type":"${TOPICS['tracking.scan']}","time":"2020-01-01T00:00:00Z","data":{"rows":${rows}}}`,
  );
  const partition = partitionOf(scan.trackingNumber, PARTITIONS);
  for (const record of before) await world.log.write('tracking.scan', [record]);
  await world.log.write('tracking.scan', [{ partition, value }]);
  journal.accepts(scan);
  const begun = performance.now();
  const stored = 'SELECT count(*) AS n FROM parcels WHERE tracking_number = $1';
  while (performance.now() - begun < STORED_MS_MAX) {
    const [{ n }] = await world.rows.query('tracking', stored, [scan.trackingNumber]);
    if (n > 0) break;
    await world.pause(20);
  }
  return performance.now() - begun;
}

/** Every one is in some service's letters, and says why. */
async function parkedWithReasons(world, expectedScans, expectedElsewhere) {
  const counted = `SELECT count(*) AS n, count(*) FILTER (WHERE length(reason) < 5 OR code = '') AS mute FROM`;
  let lines = [];
  for (const end = Date.now() + STORED_MS_MAX; Date.now() < end; await world.pause(200)) {
    lines = [];
    let [scans, elsewhere] = [0, 0];
    for (const service of ['tracking', 'orders', 'routing', 'coverage']) {
      const [all] = await world.rows.query(service, `${counted} dead_letters`);
      const [own] = await world.rows.query(
        service,
        `${counted} dead_letters WHERE topic = 'tracking.scan'`,
      );
      if (all.mute > 0) lines.push(`${all.mute} letters of ${service} do not say why`);
      scans += own.n;
      elsewhere += all.n - own.n;
    }
    if (scans !== expectedScans)
      lines.push(`${scans} of ${expectedScans} bad records of scans are parked`);
    if (elsewhere !== expectedElsewhere)
      lines.push(`${elsewhere} of ${expectedElsewhere} bad records elsewhere are parked`);
    if (lines.length === 0) break;
  }
  return lines;
}
