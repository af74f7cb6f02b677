import { Engines, kafkaIn, openFolder, postgresIn } from '../world/engines.mjs';
import { freePort } from '../world/ports.mjs';
import { Proxy } from '../world/proxy.mjs';

/** Longest time for which a line stays bad in one way. */
const BAD_MS_MAX = 12_000;

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
  async run(world, random, seconds) {
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
  },
};
