import { Engines, kafkaIn, openFolder, postgresIn } from '../world/engines.mjs';
import { freePort } from '../world/ports.mjs';
import { Proxy } from '../world/proxy.mjs';
import { Evidence } from './evidence.mjs';

/** Longest time for which a line stays bad in one way. */
const BAD_MS_MAX = 12_000;
/** Half a minute, and what a message then takes through all services. */
const NOTICED_MS_MAX = 35_000;

/** Engines that the services reach through a line each; the harness reaches the database directly. */
class DistantEngines extends Engines {
  static async start() {
    const folder = openFolder('youlu-faults-');
    const outside = await freePort();
    const advertised = { 'advertised.listeners': `PLAINTEXT://127.0.0.1:${outside}` };
    const engines = new DistantEngines(
      folder,
      await postgresIn(folder),
      await kafkaIn(folder, { settings: advertised }),
    );
    engines.lines = {
      kafka: await new Proxy(outside, engines.kafka.port).start(),
      postgres: await new Proxy(await freePort(), engines.postgres.port).start(),
    };
    return engines.start();
  }

  get brokers() {
    return `127.0.0.1:${this.lines.kafka.port}`;
  }

  get servicesDatabase() {
    const url = new URL(this.databaseServer);
    url.port = String(this.lines.postgres.port);
    return url.toString();
  }

  async close() {
    await Promise.all(Object.values(this.lines).map((line) => line.stop()));
    await super.close();
  }
}

/** How a line goes bad, and by what it shows that something was on its way over it then. */
const WAYS = {
  'slow (150 ms each way)': { spoil: (line) => void (line.latencyMs = 150), shows: ['late'] },
  'reset again and again': { spoil: (line) => line.reset(), shows: ['reset'] },
  'half open: old connections are silent for ever': {
    spoil: (line) => line.kill(),
    shows: ['silent', 'unheard'],
  },
  'one way: nothing comes back': { spoil: (line) => void (line.mute = 'down'), shows: ['lost'] },
  'one way: nothing gets there': { spoil: (line) => void (line.mute = 'up'), shows: ['lost'] },
};

export const badLinks = {
  name: 'bad-links',
  promise:
    'A slow, half-open or one-way line to the database or the broker loses nothing, and work goes on when it heals.',
  seconds: 150,
  engines: () => DistantEngines.start(),
  async run(world, random, seconds, { journal }) {
    const noticed = [];
    for (const name of random.shuffle(Object.keys(world.engines.lines)))
      noticed.push(...(await leaveAlone(world, journal, name)));
    const evidence = new Evidence(world);
    await spoilAll(world, random, evidence, seconds);
    return [...noticed, ...evidence.differences()];
  },
};

/** One line dies without a word and nobody helps: work has to go on over new ones. */
async function leaveAlone(world, journal, name) {
  world.fault(`line to ${name} half open, and left alone`);
  const since = Date.now();
  world.engines.lines[name].kill();
  const missing = new Set(Object.keys(GOES_ON));
  const took = [];
  while (missing.size > 0 && Date.now() - since < 2 * NOTICED_MS_MAX) {
    await world.pause(500);
    for (const what of missing) {
      if (!(await GOES_ON[what](world, journal, since))) continue;
      missing.delete(what);
      took.push({ what, ms: Date.now() - since });
    }
  }
  const all = took.map(({ what, ms }) => `${what} after ${(ms / 1_000).toFixed(1)} s`).join(', ');
  world.note(`line to ${name} half open and left alone: ${all}`);
  return [
    ...took.filter(({ ms }) => ms > NOTICED_MS_MAX).map(({ what, ms }) => `${what} after ${ms} ms`),
    ...[...missing].map((what) => `${what} not at all`),
  ].map((line) => `line to ${name} half open: ${line}, of at most ${NOTICED_MS_MAX}`);
}

/** A door goes on when this share of what it was asked lately is answered; one lucky answer is none. */
const SHARE_MIN = 0.5;
const LATELY_MS = 5_000;
/** So many at least: a share of less says little. */
const ASKED_MIN = 10;
/** A record may take so long to those who read it, before it counts as not there. */
const ON_ITS_WAY_MS = 2_000;
/** Of those that have come to the door, evenly; more would make the question slow. */
const LOOKED_AT_MAX = 400;

/** What was asked after a moment and has come through: most of it, not the first. */
const GOES_ON = {
  'bookings answered': (_world, journal, since) => answersLately(journal, 'booking', 201, since),
  'scans answered': (_world, journal, since) => answersLately(journal, 'scans', 200, since),
  'bookings planned and known to tracking': (world, journal, since) =>
    isMostlyThere(
      world,
      taken(journal, 'booking', 201, since).map(({ text }) => JSON.parse(text).trackingNumber),
      'SELECT count(*) AS n FROM tracking.itineraries WHERE tracking_number = ANY($1)',
    ),
  'scans stored': (world, journal, since) =>
    isMostlyThere(world, scansTaken(journal, since), storedIn('tracking.scan_records')),
  'scans evidence in coverage': (world, journal, since) =>
    isMostlyThere(world, scansTaken(journal, since), storedIn('coverage.parcel_facts')),
};

/** Of what a door was asked in the last seconds, all of them after that moment. */
function answersLately(journal, kind, status, since) {
  const from = Date.now() - LATELY_MS;
  if (from < since) return false;
  const asked = journal.requests
    .slice(-2_000)
    .filter((request) => request.kind === kind && request.sentAt >= from);
  const yes = asked.filter(({ answers }) => answers.some((answer) => answer.status === status));
  return asked.length >= ASKED_MIN && yes.length >= SHARE_MIN * asked.length;
}

/** Requests sent after a moment and answered with yes; the last ones may be on their way still. */
function taken(journal, kind, status, since) {
  const until = Date.now() - ON_ITS_WAY_MS;
  return journal.requests
    .slice(-20_000)
    .filter((request) => request.kind === kind && request.sentAt > since)
    .flatMap(({ body, answers }) => {
      const yes = answers.find((answer) => answer.status === status && answer.at < until);
      return yes === undefined ? [] : [{ body, text: yes.text }];
    });
}

function scansTaken(journal, since) {
  const scans = taken(journal, 'scans', 200, since).flatMap(({ body }) => body.scans);
  return scans.map(({ trackingNumber, scanId }) => `${trackingNumber} ${scanId}`);
}

/** By the numbers first, for which coverage has an index. */
const storedIn = (table) =>
  `SELECT count(DISTINCT (tracking_number, scan_id)) AS n FROM ${table}
    WHERE tracking_number = ANY (SELECT split_part(k, ' ', 1) FROM unnest($1::text[]) k)
      AND tracking_number || ' ' || scan_id = ANY($1)`;

async function isMostlyThere(world, keys, counted) {
  if (keys.length < ASKED_MIN) return false;
  const step = Math.ceil(keys.length / LOOKED_AT_MAX);
  const some = [...new Set(keys.filter((_, i) => i % step === 0))];
  const [{ n }] = await world.rows.query('public', counted, [some]);
  return n >= SHARE_MIN * some.length;
}

async function spoilAll(world, random, evidence, seconds) {
  const end = Date.now() + seconds * 1_000;
  do {
    for (const [what, way] of random.shuffle(Object.entries(WAYS))) {
      for (const [name, line] of random.shuffle(Object.entries(world.engines.lines))) {
        const kind = `line to ${name} ${what}`;
        world.fault(kind);
        const before = { ...line.done };
        await spoil(world, line, /again/.test(what), way, random.between(2_000, BAD_MS_MAX));
        const seen = way.shows.map((how) => [how, line.done[how] - before[how]]);
        evidence.note(
          kind,
          seen.every(([, n]) => n > 0),
          seen.map(([how, n]) => `${n} ${SHOWN[how]}`).join(', '),
        );
        await world.pause(1_000);
        if (Date.now() > end) return;
      }
    }
  } while (Date.now() < end);
}

const SHOWN = {
  late: 'bytes late',
  lost: 'bytes lost',
  unheard: 'bytes unheard',
  reset: 'connections reset',
  silent: 'connections silent',
};

async function spoil(world, line, isRepeated, way, ms) {
  for (const until = Date.now() + ms; Date.now() < until; await world.pause(1_000)) {
    if (until - Date.now() > ms - 1_000 || isRepeated) way.spoil(line);
  }
  line.heal();
}
