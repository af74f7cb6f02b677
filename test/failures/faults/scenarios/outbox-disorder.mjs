import { randomBytes } from 'node:crypto';
import { built } from '../world/built.mjs';
import { PARTITIONS } from '../world/world.mjs';
import { Evidence } from './evidence.mjs';

const { partitionOf } = built('libs/vocabulary/src/index.js');
const HELD_MS = 60_000;
const AT_ONCE = 12;
/** A holder renews its lease every 2 s: by so much it has done so after the death, not just before it. */
const RENEWED_TWICE_S = 3.5;
/** A lease ends 5 s after its holder has died, and another one asks for it every second or two. */
const TAKEN_MS_MAX = 12_000;
/** On a busy machine a lease may well end while its holder waits for a processor. */
const LOOKS_MAX = 3;
let made = 0;

export const outboxDisorder = {
  name: 'outbox-disorder',
  promise:
    'Outbox rows that commit in reverse, late or beside a dying relay or two: none is skipped.',
  seconds: 80,
  shortSeconds: 12,
  members: ['orders-2', 'tracking-2'],
  async run(world, random, seconds, { journal }) {
    const end = Date.now() + seconds * 1_000;
    const evidence = new Evidence(world);
    const ms = Math.min(HELD_MS, seconds * 750); // all of it, but in the short form
    world.fault(`one booking held open for ${ms} ms`);
    const held = openBooking(world, journal).then(async (slow) => {
      await world.pause(ms);
      const overtaken = await overtakenBy(world, slow);
      await slow.commit();
      const what = `${overtaken} later ones had come to tracking before it`;
      evidence.note('one held open', overtaken > 0, what);
    });
    for (let turn = 0; turn === 0 || Date.now() < end; turn++) {
      await inReverse(world, journal, evidence);
      await killRelay(world, random, evidence, ['orders', 'tracking'][turn % 2]);
    }
    await held;
    return evidence.differences();
  },
};

/** How many bookings that were begun later are known already; none may be for a moment, without a relay. */
async function overtakenBy(world, { trackingNumber, readyAt }) {
  for (const end = Date.now() + TAKEN_MS_MAX; ; await world.pause(500)) {
    const [{ n }] = await world.rows.query('tracking', LATER, [trackingNumber, readyAt]);
    if (n > 0 || Date.now() > end) return n;
  }
}

const LATER = `SELECT count(*) AS n FROM parcels
  WHERE tracking_number LIKE 'SLOW-%' AND tracking_number <> $1 AND ready_at > $2`;

/**
 * One of the two processes of a service, and if the relay's lease has not changed hands by that, the other
 * one: then it was that one who had it.
 */
async function killRelay(world, random, evidence, app) {
  for (const name of random.shuffle([app, `${app}-2`])) {
    const before = await leaseOf(world, app);
    await world.bounce(name, 0);
    const after = await leaseAfter(world, app, before);
    const hit = after.epoch > before.epoch;
    world.say(`${name}: lease ${before.epoch} → ${after.epoch} of ${after.holder}`);
    if (!hit) continue;
    evidence.note('relay killed under its lease', true, `${name} had it`);
    await twoRelays(world, evidence, app);
    return;
  }
  evidence.note('relay killed under its lease', false, `neither of ${app} had it`);
}

/** Both processes run, one of them has the lease and goes on having it while the other one asks. */
async function twoRelays(world, evidence, app) {
  const all = [...world.services.values()].filter((service) => service.app === app);
  let what;
  for (let attempt = 1; attempt <= LOOKS_MAX; attempt++) {
    const before = await leaseOf(world, app);
    await world.pause(4_000);
    const after = await leaseOf(world, app);
    const answers = await Promise.all(all.map((service) => service.readiness()));
    const ready = answers.filter(({ status }) => status === 200).length;
    const isKept = after.epoch === before.epoch && after.endsAt > before.endsAt;
    what = `${ready} of ${app} ready, lease ${before.epoch} → ${after.epoch}, renewed: ${isKept}`;
    if (ready === all.length && isKept) return evidence.note('two relays, one lease', true, what);
  }
  evidence.note('two relays, one lease', false, what);
}

async function leaseOf(world, app) {
  const [lease] = await world.rows.query(
    app,
    `SELECT epoch, holder, extract(epoch FROM expires_at)::float8 AS "endsAt" FROM leases WHERE name = 'relay'`,
  );
  return lease ?? { epoch: 0 };
}

/** Once it is another's, or when it would have been. */
async function leaseAfter(world, app, before) {
  for (const end = Date.now() + TAKEN_MS_MAX; ; await world.pause(250)) {
    const now = await leaseOf(world, app);
    const isKept = now.epoch === before.epoch && now.endsAt > before.endsAt + RENEWED_TWICE_S;
    if (now.epoch > before.epoch || isKept || Date.now() > end) return now;
  }
}

/** A dozen transactions, begun one after the other, committed the other way round. */
async function inReverse(world, journal, evidence) {
  world.fault(`${AT_ONCE} bookings committed in reverse order`);
  const open = [];
  for (let i = 0; i < AT_ONCE; i++) open.push(await openBooking(world, journal));
  const half = AT_ONCE / 2;
  for (const booking of open.slice(half).toReversed()) await booking.commit();
  const numbers = open.map(({ trackingNumber }) => trackingNumber);
  const [{ n }] = await world.rows.query('orders', KEPT, [numbers]);
  for (const booking of open.slice(0, half).toReversed()) await booking.commit();
  evidence.note(
    'committed in reverse',
    n === half,
    `${n} of ${AT_ONCE} seen when the later half was in`,
  );
}

const KEPT = 'SELECT count(*) AS n FROM shipments WHERE tracking_number = ANY($1)';

/** What orders does for a booking, by a writer that takes its time: shipment and outbox row, uncommitted. */
async function openBooking(world, journal) {
  const serial = ++made;
  const trackingNumber = `SLOW-${serial}-${world.name.toUpperCase()}`;
  const readyAt = Date.parse('2020-10-15T08:00:00+08:00') + serial;
  const row = { ...ROW, trackingNumber, readyAt };
  const value = `{"specversion":"1.0","id":"s${serial}","source":"/youlu/orders","type":"youlu.orders.shipments-changed.v1","time":"2020-01-01T00:00:00Z","data":{"rows":[${JSON.stringify(row)}]}}`;
  const client = await world.rows.open('orders');
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO shipments (tenant, merchant_id, tracking_number, direction, origin_code, destination_code, weight_grams, ready_at, simulated)
     VALUES ('local', 'shop', $1, 'outbound', '653024', '330100', 700, $2, false)`,
    [trackingNumber, readyAt],
  );
  await client.query('INSERT INTO outbox (id, topic, partition, value) VALUES ($1, $2, $3, $4)', [
    timeOrderedId(),
    'orders.shipment',
    partitionOf(trackingNumber, PARTITIONS),
    value,
  ]);
  return {
    trackingNumber,
    readyAt,
    commit: async () => {
      await client.query('COMMIT');
      await client.end();
      journal.booked({
        trackingNumber,
        readyAt: new Date(readyAt).toISOString(),
        weightGrams: 700,
      });
    },
  };
}

const ROW = {
  version: 1,
  state: 'booked',
  merchantId: 'shop',
  productId: null,
  direction: 'outbound',
  originCode: '653024',
  destinationCode: '330100',
  weightGrams: 700,
  cancelledAt: null,
  simulated: false,
};

/** A UUIDv7: ids are given when a row is made, so the order of commits is another one. */
function timeOrderedId() {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
