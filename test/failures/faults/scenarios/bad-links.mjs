import { Engines, kafkaIn, openFolder, postgresIn } from '../world/engines.mjs';
import { freePort } from '../world/ports.mjs';
import { Proxy } from '../world/proxy.mjs';

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

const WAYS = {
  'slow (150 ms each way)': (line) => void (line.latencyMs = 150),
  'reset again and again': (line) => line.reset(),
  'half open: old connections are silent for ever': (line) => line.kill(),
  'one way: nothing comes back': (line) => void (line.mute = 'down'),
  'one way: nothing gets there': (line) => void (line.mute = 'up'),
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
    await spoilAll(world, random, seconds);
    return noticed;
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
    await world.pause(200);
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

/** What was asked after that moment and has come through. */
const GOES_ON = {
  'a booking answered': async (_world, journal, since) => bookedSince(journal, since).length > 0,
  'a booking planned and known to tracking': async (world, journal, since) => {
    const [{ n }] = await world.rows.query(
      'tracking',
      'SELECT count(*) AS n FROM itineraries WHERE tracking_number = ANY($1)',
      [bookedSince(journal, since)],
    );
    return n > 0;
  },
  'a scan stored': async (world, _journal, since) => {
    const stored = 'SELECT count(*) AS n FROM scans WHERE recorded_at > $1';
    return (await world.rows.query('tracking', stored, [since]))[0].n > 0;
  },
  'a scan evidence in coverage': async (world, _journal, since) => {
    const kept = 'SELECT count(*) AS n FROM parcel_facts WHERE recorded_at > $1';
    return (await world.rows.query('coverage', kept, [since]))[0].n > 0;
  },
};

/** Numbers of bookings that were sent and answered after a moment. */
function bookedSince(journal, since) {
  return journal.requests
    .slice(-2_000)
    .filter(({ kind, answers: [first] }) => kind === 'booking' && first?.at - first?.ms > since)
    .filter(({ answers: [{ status }] }) => status === 201)
    .map(({ answers: [{ text }] }) => JSON.parse(text).trackingNumber);
}

async function spoilAll(world, random, seconds) {
  const end = Date.now() + seconds * 1_000;
  do {
    for (const [what, spoil] of random.shuffle(Object.entries(WAYS))) {
      for (const [name, line] of random.shuffle(Object.entries(world.engines.lines))) {
        world.fault(`line to ${name} ${what}`);
        const ms = random.between(2_000, BAD_MS_MAX);
        for (const until = Date.now() + ms; Date.now() < until; await world.pause(1_000)) {
          if (until - Date.now() > ms - 1_000 || /again/.test(what)) spoil(line);
        }
        line.heal();
        await world.pause(1_000);
        if (Date.now() > end) return;
      }
    }
  } while (Date.now() < end);
}
