import { randomBytes } from 'node:crypto';
import { built } from '../world/built.mjs';
import { PARTITIONS } from '../world/world.mjs';

const { partitionOf } = built('libs/vocabulary/src/index.js');
const HELD_MS = 60_000;
const AT_ONCE = 12;
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
    const ms = Math.min(HELD_MS, seconds * 750); // all of it, but in the short form
    world.fault(`one booking held open for ${ms} ms`);
    const held = openBooking(world, journal).then(async (slow) => {
      await world.pause(ms);
      await slow.commit();
    });
    do {
      await inReverse(world, journal);
      await world.bounce(random.pick(['orders', 'orders-2', 'tracking', 'tracking-2']), 0);
    } while (Date.now() < end);
    await held;
  },
};

/** A dozen transactions, begun one after the other, committed the other way round. */
async function inReverse(world, journal) {
  world.fault(`${AT_ONCE} bookings committed in reverse order`);
  const open = [];
  for (let i = 0; i < AT_ONCE; i++) open.push(await openBooking(world, journal));
  for (const booking of open.toReversed()) await booking.commit();
}

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
