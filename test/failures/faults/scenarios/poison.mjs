import { built } from '../world/built.mjs';
import { COUNTY, INDICATORS, MERCHANTS } from '../load/places.mjs';
import { PARTITIONS } from '../world/world.mjs';

const { makeS10, partitionOf } = built('libs/vocabulary/src/index.js');
const contracts = built('libs/contracts/src/index.js');
/** A partition may wait this long for the poison before a good row, beyond what it takes without. */
const WAITS_MS_MAX = 1_000;
const STORED_MS_MAX = 15_000;
/** Of the first merchant's blocks, and beyond what the load comes to. */
const FIRST_SERIAL = 900_000;
/** In the short form, in which seconds are not judged: a partition that stands, stands. */
const STANDS_MS = 12_000;
/** Of a first try that took long, since other work on the machine makes anybody wait; then the median counts. */
const TRIES_MAX = 3;
/** What goes wrong is one of these fields of a row that is good otherwise. */
const TOPICS = {
  'tracking.scan': [contracts.ScansReported, 'scanId', 'trackingNumber', 'nodeId'],
  'orders.shipment': [contracts.ShipmentsChanged, 'trackingNumber', 'merchantId'],
  'orders.link': [contracts.ParcelsLinked, 'linkedNumber', 'principalNumber'],
  'routing.itinerary': [contracts.ItinerariesPlanned, 'trackingNumber'],
  'routing.visit': [contracts.VisitsReported, 'visitId', 'roundId'],
  'routing.node': [contracts.NodesChanged, 'nodeId', 'placeCode'],
  'routing.round': [contracts.RoundsChanged, 'roundId', 'stationNodeId'],
  'tracking.parcel': [contracts.ParcelsChanged, 'trackingNumber', 'originCode'],
};
/** How many consumers read each, and so park what nobody can use. */
const READERS = { 'orders.shipment': 2, 'routing.visit': 2, 'tracking.parcel': 2 };

export const poison = {
  name: 'poison',
  promise:
    'A record that nobody can use is parked with a reason, and its partition does not wait for it.',
  seconds: 30,
  shortSeconds: 10,
  async run(world, random, seconds, { journal, load, isTimed }) {
    await world.pause((seconds * 1_000) / 4);
    await world.log.allowLargeRecords('tracking.scan', 12_000_000);
    const lines = [];
    const parked = { scans: 0, elsewhere: 0 };
    const waitsBehind = async (topic, good) => {
      const kinds = recordsOf(topic);
      if (topic !== 'tracking.scan') delete kinds['10 MB'];
      for (const [what, poisoned] of Object.entries(kinds)) {
        const waits = await poisonedBefore(world, what, topic, poisoned, good);
        parked[topic === 'tracking.scan' ? 'scans' : 'elsewhere'] +=
          waits.length * (READERS[topic] ?? 1);
        const line = `${topic}, ${what}: its partition waited ${waits.join(', then ')} ms`;
        world.note(line);
        if (medianOf(waits) > (isTimed ? WAITS_MS_MAX : STANDS_MS)) lines.push(line);
      }
    };
    await waitsBehind('tracking.scan', () => goodScan(world, random, journal));
    await waitsBehind('orders.shipment', () => goodBooking(world, load));
    for (const topic of Object.keys(TOPICS).slice(2)) {
      const { '10 MB': _tooLarge, ...records } = recordsOf(topic);
      await world.log.write(
        topic,
        Object.values(records).map((record) => ({
          ...record,
          partition: random.between(0, PARTITIONS - 1),
        })),
      );
      parked.elsewhere += Object.keys(records).length * (READERS[topic] ?? 1);
      world.fault(`${Object.keys(records).length} bad records on ${topic}`);
    }
    return [...lines, ...(await parkedWithReasons(world, parked.scans, parked.elsewhere))];
  },
};

/** One of each kind, as [what it is]: the record. */
function recordsOf(topic) {
  const [{ type, example }, ...fields] = TOPICS[topic];
  const envelope = (rows, of = type) =>
    `{"specversion":"1.0","id":"x","source":"/x","type":"${of}","time":"2020-01-01T00:00:00Z","data":{"rows":${rows}}}`;
  const text = (value, headers = {}) => ({ value: Buffer.from(value), headers });
  return {
    'truncated JSON': text(envelope('[{"scanId":"a').slice(0, -40)),
    '10 MB': text(envelope(`["${'x'.repeat(10_000_000)}"]`)),
    'deep nesting': text(envelope(`[${'['.repeat(100_000)}${']'.repeat(100_000)}]`)),
    'deep objects': text(envelope(`[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]`)),
    NaN: text(envelope('[{"scanId":NaN}]')),
    ...Object.fromEntries(
      fields.flatMap((field) => [
        [`a null byte in ${field}`, text(envelope(spoilt(example, field, '\\u0000')))],
        [`a lone surrogate in ${field}`, text(envelope(spoilt(example, field, '\\udfff')))],
      ]),
    ),
    'null bytes in a header': text('nothing', { note: 'a\0b', '\0': 'x' }),
    'not UTF-8': text(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x00])),
    'unknown type': text(envelope('[]', 'youlu.nobody.knows.v1')),
    'no rows': text(envelope('{}')),
    empty: { value: null },
    'a row of another contract': text(envelope('[{"hello":1}]')),
    'a list': text('[]'),
  };
}

/** The JSON of one row that is as it should be, but for one character in the middle of one field. */
function spoilt(example, field, escape) {
  const value = example[field];
  const middle = value.length >> 1;
  const bad = JSON.stringify(value.slice(0, middle) + '@' + value.slice(middle + 1));
  const rest = JSON.stringify({ ...example, [field]: null });
  return `[${rest.replace(`"${field}":null`, () => `"${field}":${bad.replace('@', () => escape)}`)}]`;
}

/**
 * Poison, and right behind it on the same partition a good row: how long does that one wait? Once, or
 * three times when it was too long the first time. Resolves to the milliseconds of every try, all of which
 * are reported.
 */
async function poisonedBefore(world, what, topic, poisoned, good) {
  for (const waits = []; ;) {
    const alone = good();
    const plain = await alone.storedAfter();
    const next = good();
    await world.log.write(topic, [{ ...poisoned, partition: next.partition }]);
    const behind = await next.storedAfter();
    world.fault(
      `${topic}, ${what}: a good row behind it was stored after ${Math.round(behind)} ms, ${Math.round(plain)} ms without`,
    );
    waits.push(Math.max(0, Math.round(behind - plain)));
    const isEnough = waits.length === TRIES_MAX || waits[0] <= WAITS_MS_MAX;
    if (isEnough) return waits;
  }
}

function medianOf(waits) {
  return waits.toSorted((a, b) => a - b)[waits.length >> 1];
}

let made = 0;
/** A scan, put on the log as the door does. */
function goodScan(world, random, journal) {
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
  const value = Buffer.from(
    `{"specversion":"1.0","id":"g","source":"/x","type":"${contracts.ScansReported.type}","time":"2020-01-01T00:00:00Z","data":{"rows":[${JSON.stringify(row)}]}}`,
  );
  const partition = partitionOf(trackingNumber, PARTITIONS);
  const storedAfter = async () => {
    journal.submitted(row);
    await world.log.write('tracking.scan', [{ partition, value }]);
    journal.accepts(row);
    return untilThere(world, 'SELECT count(*) AS n FROM parcels WHERE tracking_number = $1', [
      trackingNumber,
    ]);
  };
  return { partition, storedAfter };
}

/** A booking through its door; it is stored when tracking knows of it. */
function goodBooking(world, load) {
  const serial = FIRST_SERIAL + ++made;
  const trackingNumber = makeS10(INDICATORS[0], serial);
  const shipment = {
    merchantId: MERCHANTS[0],
    trackingNumber,
    direction: 'outbound',
    originCode: COUNTY,
    destinationCode: '330100',
    weightGrams: 500,
    readyAt: new Date(Date.parse('2020-11-01T08:00:00+08:00') + serial).toISOString(),
  };
  const storedAfter = async () => {
    await load.send({
      kind: 'booking',
      service: 'orders',
      path: '/v1/shipments',
      body: shipment,
      keyed: true,
    });
    return untilThere(
      world,
      'SELECT count(*) AS n FROM parcels WHERE tracking_number = $1 AND booking_version IS NOT NULL',
      [trackingNumber],
    );
  };
  return { partition: partitionOf(trackingNumber, PARTITIONS), storedAfter };
}

async function untilThere(world, counted, params) {
  const begun = performance.now();
  while (performance.now() - begun < STORED_MS_MAX) {
    const [{ n }] = await world.rows.query('tracking', counted, params);
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
