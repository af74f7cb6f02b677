import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../world/ask.mjs';
import { Linker } from './links.mjs';
import { makeParcel, iso } from './parcels.mjs';
import { GROUNDWORK, MERCHANTS, PRODUCTS, VILLAGES, COUNTY } from './places.mjs';
import { readOf } from './reads.mjs';

const DEFAULTS = {
  scansPerSecond: 300,
  rowsPerRequest: 25,
  bookingsPerSecond: 50,
  visitsPerSecond: 10,
  readsPerSecond: 20,
  /** One in so many requests is not sent again after it failed: nobody knows what became of it. */
  givesUp: 0.1,
  /** Of one service; beyond it that service is asked nothing new: a door that hangs must not hang the others. */
  openMax: 60,
};
const ASKED_OF = { scans: 'tracking', bookings: 'orders', visits: 'routing' };
const TICK_MS = 100;
/** A door that runs has said something by then, whatever is away: half a minute, and some. */
export const ANSWER_MS_MAX = 40_000;
const LIVING_PARCELS = 150;

/**
 * Constant load through the public APIs: bookings, links, scans, visits and corrections, each sent again
 * after a failure as a client would, and reads. `shape` turns the rows of one request into those of several or
 * none (rows may carry a `sentAt`), `change` alters a parcel before its first scan.
 */
export class Load {
  constructor(world, journal, random, options = {}) {
    this.world = world;
    this.journal = journal;
    this.random = random;
    this.options = { ...DEFAULTS, ...options };
    this.shape = (rows) => rows;
    this.change = (parcel) => parcel;
    this.parcels = [];
    this.linker = new Linker(random.fork('links'));
    this.serial = 0;
    this.visit = 0;
    this.correction = 0;
    /** What is under way, with what waits to be sent again: service → requests. */
    this.open = new Map(['orders', 'routing', 'tracking', 'coverage'].map((s) => [s, new Set()]));
    /** Process → requests it has yet to answer. */
    this.asks = new Map();
    /** Whether the load was as constant as it was meant to be: ticks, and scans of them. */
    this.told = { ticks: 0, skipped: 0, meant: 0, made: 0 };
    this.due = { scans: 0, bookings: 0, visits: 0, reads: 0 };
  }

  /** Network, products, merchants and number blocks, as a person would set them up. */
  async prepare() {
    for (const [service, path, body] of GROUNDWORK) {
      const answer = await this.send({ kind: 'groundwork', service, path, body });
      if (answer.status >= 300) throw new Error(`groundwork: ${answer.status} ${answer.text}`);
    }
  }

  start() {
    this.running = true;
    this.loop = this.run();
    return this;
  }

  /** Makes nothing new; what is under way is sent until it is answered, `msMax` at most. */
  async stop(msMax = 20_000) {
    this.running = false;
    await this.loop;
    this.patienceEnds = Date.now() + msMax;
    await Promise.all([...this.open.values()].flatMap((sendings) => [...sendings]));
  }

  async run() {
    let last = performance.now();
    while (this.running) {
      await sleep(TICK_MS);
      const passed = (performance.now() - last) / 1_000;
      last = performance.now();
      this.told.meant += this.options.scansPerSecond * passed;
      this.tick(Math.min(passed, 0.5));
    }
  }

  tick(seconds) {
    const { rowsPerRequest } = this.options;
    this.told.ticks++;
    if (!this.hasRoom('tracking')) this.told.skipped++;
    for (const what of Object.keys(this.due)) {
      const service = ASKED_OF[what];
      if (service !== undefined && !this.hasRoom(service)) continue;
      this.due[what] += this.options[`${what}PerSecond`] * seconds;
    }
    if (this.due.bookings >= 1) this.book(this.take('bookings'));
    for (; this.due.scans >= rowsPerRequest; this.due.scans -= rowsPerRequest)
      this.scan(rowsPerRequest);
    if (this.due.visits >= 5) this.reportVisits(this.take('visits'));
    for (let left = this.take('reads'); left > 0; left--) this.read();
    if (this.hasRoom('tracking') && this.random.chance(0.1)) this.correct();
  }

  hasRoom(service) {
    return this.open.get(service).size < this.options.openMax;
  }

  take(what) {
    const count = Math.floor(this.due[what]);
    this.due[what] -= count;
    return count;
  }

  /** New parcels; some are booked in a batch, some alone, some only after their first scans. */
  book(count) {
    const fresh = Array.from({ length: count }, () =>
      this.change(makeParcel(++this.serial, this.random)),
    );
    this.parcels.push(...fresh);
    const booked = fresh.filter(({ isBooked }) => isBooked);
    for (const { isBooked, trackingNumber } of fresh)
      if (!isBooked) this.linker.unbooked(trackingNumber);
    MERCHANTS.forEach((merchantId, i) => {
      const shipments = booked
        .filter(({ merchant }) => merchant === i)
        .map((p) => this.bookingOf(p));
      if (shipments.length === 0) return;
      const alone = shipments.pop();
      const request = (kind, path, body) => ({ kind, service: 'orders', path, body, keyed: true });
      const single = request('booking', '/v1/shipments', { merchantId, ...alone });
      this.track('orders', this.bookAndLink(single));
      if (shipments.length > 0)
        this.go(request('bookings', '/v1/shipment-batches', { merchantId, shipments }));
    });
  }

  /** A booking that was answered is soon one of several numbers of its parcel. */
  async bookAndLink(request) {
    const link = this.linker.planned();
    const { status, text } = await this.send(request);
    if (status !== 201) return;
    this.go(link(JSON.parse(text).trackingNumber));
  }

  read() {
    const asked = readOf(this.random, this.linker.booked);
    if (this.hasRoom(asked.service)) this.go({ kind: 'read', method: 'GET', body: {}, ...asked });
  }

  /** Every third takes a number of the platform: then its ready time is what tells it apart. */
  bookingOf({ serial, trackingNumber, village, readyAt }) {
    const own = serial % 3 === 0 ? {} : { trackingNumber };
    const product = serial % 2 === 0 ? {} : { productId: PRODUCTS[serial % PRODUCTS.length] };
    const inward = serial % 4 === 0;
    return {
      ...own,
      ...product,
      direction: inward ? 'inbound' : 'outbound',
      originCode: inward ? '330100' : COUNTY,
      destinationCode: inward ? village : '330100',
      weightGrams: 1 + (serial % 1_000_000),
      readyAt: iso(readyAt),
    };
  }

  /** The next scans of living parcels; parcels without further scans are forgotten. */
  scan(count) {
    const scans = [];
    for (let i = 0; i < count && this.parcels.length > 0; i++) {
      const at = this.random.between(0, Math.min(this.parcels.length, LIVING_PARCELS) - 1);
      scans.push(this.parcels[at].scans.shift());
      if (this.parcels[at].scans.length === 0) this.parcels.splice(at, 1);
    }
    this.told.made += scans.length;
    for (const rows of this.shape([scans])) this.sendScans(rows);
  }

  sendScans(scans) {
    if (scans.length === 0) return;
    const last = Math.max(...scans.map(({ occurredAt }) => Date.parse(occurredAt)));
    const body = {
      sentAt: scans.sentAt ?? iso(last + 60_000),
      deviceId: 'handheld',
      scans: [...scans],
    };
    this.go({ kind: 'scans', service: 'tracking', path: '/v1/scans', body });
  }

  reportVisits(count) {
    const visits = Array.from({ length: count }, () => {
      const villageCode = this.random.pick(VILLAGES);
      const visitedAt = iso(
        Date.parse('2020-09-01T09:00:00+08:00') + this.random.between(0, 600) * 3_600_000,
      );
      const visitId = `v${++this.visit}`;
      return {
        visitId,
        roundId: `round-${villageCode}`,
        villageCode,
        visitedAt,
        handoverPoint: 'village-point',
      };
    });
    const body = { sentAt: '2020-10-01T00:00:00+08:00', visits };
    this.go({ kind: 'visits', service: 'routing', path: '/v1/visits', body });
  }

  /** Withdraws a scan that was sent, or has yet to be. */
  correct() {
    const parcel = this.random.pick(this.parcels);
    if (parcel === undefined) return;
    const { scanId, trackingNumber } = this.random.pick(parcel.scans);
    const correctionId = `c${++this.correction}`;
    const body = { correctionId, reason: 'wrong bag', correctedAt: '2020-10-01T00:00:00+08:00' };
    const path = `/v1/parcels/${trackingNumber}/scans/${scanId}/corrections`;
    this.go({ kind: 'correction', service: 'tracking', path, body, keyed: true });
  }

  go(request) {
    this.track(request.service, this.send(request));
  }

  track(service, work) {
    const open = this.open.get(service);
    const sending = work.finally(() => open.delete(sending));
    open.add(sending);
  }

  /** Sends until there is an answer that settles it; a few are given up after the first failure. */
  async send(request) {
    request.text = JSON.stringify(request.body);
    if (request.keyed) request.key = `key-${this.journal.lastId + 1}`;
    const headers = request.key === undefined ? {} : { 'idempotency-key': request.key };
    const givesUp =
      request.kind === 'read' ||
      (request.kind !== 'groundwork' && this.random.chance(this.options.givesUp));
    for (;;) {
      const answer = await this.once(request, headers);
      const { status } = answer;
      const settled = status >= 200 && status < 500 && status !== 409 && status !== 429;
      if (settled || givesUp || Date.now() > (this.patienceEnds ?? Infinity)) {
        if (settled && request.key !== undefined && this.random.chance(0.2))
          await this.once(request, headers); // the bytes must be the same
        return answer;
      }
      await sleep(Number(answer.headers['retry-after'] ?? 0.3) * 1_000);
    }
  }

  async once(request, headers) {
    const { method = 'POST', text } = request;
    this.journal.sends(request);
    const asksOf = (process) => this.asks.get(process) ?? 0;
    const door = this.world.doorOf(request.service, asksOf);
    this.asks.set(door, asksOf(door) + 1);
    const disturbances = door.disturbances;
    const body = method === 'POST' ? text : undefined;
    const answer = await ask(door.url + request.path, {
      method,
      body,
      headers,
      msMax: ANSWER_MS_MAX,
    });
    this.asks.set(door, asksOf(door) - 1);
    const wasLeftAlone = door.isRunning && !door.isStopped && door.disturbances === disturbances;
    this.journal.answered(request, { ...answer, wasLeftAlone });
    return answer;
  }
}
