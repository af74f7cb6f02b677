import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Engines, kafkaIn, openFolder, postgresIn } from '../world/engines.mjs';
import { Evidence, answersSince } from './evidence.mjs';

const DATABASE_MB = 400;
const BROKER_MB = 300;
const SMALL_DATABASE = { max_wal_size: '96MB', min_wal_size: '32MB' };
/** Segments are made whole in advance on some systems: small ones leave room to fill. */
const SMALL_BROKER = { 'log.segment.bytes': 4_194_304, 'log.index.size.max.bytes': 262_144 };

/** Both engines on file systems of their own (tmpfs), which takes root. */
class SmallDisks extends Engines {
  static async start() {
    const folder = openFolder('youlu-faults-');
    const disks = {};
    try {
      disks.postgres = mount(join(folder, 'pg'), DATABASE_MB);
      disks.kafka = mount(join(folder, 'log'), BROKER_MB);
      const postgres = await postgresIn(disks.postgres, { settings: SMALL_DATABASE });
      const kafka = await kafkaIn(disks.kafka, { settings: SMALL_BROKER });
      const engines = new SmallDisks(folder, postgres, kafka);
      engines.disks = disks;
      return await engines.start();
    } catch (error) {
      removeDisks(folder, disks);
      throw error;
    }
  }

  async close() {
    await Promise.all(this.all.map((engine) => engine.stop()));
    removeDisks(this.folder, this.disks);
  }
}

/** Twice does no harm. */
function removeDisks(folder, disks) {
  for (const disk of Object.values(disks)) spawnSync('umount', ['-l', disk]);
  rmSync(folder, { recursive: true, force: true });
}

function mount(folder, mb) {
  mkdirSync(folder, { recursive: true });
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m,mode=0755`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (made.status !== 0)
    throw new Error(`tmpfs could not be mounted (it takes root): ${made.stderr}`);
  chmodSync(folder, 0o755);
  return folder;
}

export const fullDisks = {
  name: 'full-disks',
  loadMin: 0.3, // doors say 503 while there is no room, and the broker ends itself
  promise:
    'A full disk under database or broker, then freed: nothing accepted is lost, and work goes on.',
  seconds: 60,
  engines: () => SmallDisks.start(),
  async run(world, random, seconds, { journal }) {
    const end = Date.now() + seconds * 1_000;
    const evidence = new Evidence(world);
    do {
      for (const name of random.shuffle(Object.keys(world.engines.disks))) {
        await world.pause(2_000);
        const filler = fill(world.engines.disks[name]);
        const begun = Date.now();
        world.fault(`the disk of ${name} is full`);
        await world.pause(random.between(6_000, 12_000));
        const refusal = name === 'postgres' ? await refusalOf(world) : undefined;
        const refused = answersSince(journal, begun);
        const { isRunning } = world.engine(name);
        const what = `${isRunning ? 'it runs' : 'it has ended'}, a write fails with ${refusal}, ${refused} answers of 503`;
        evidence.note(`disk of ${name}`, !isRunning || refusal === '53100' || refused > 0, what);
        rmSync(filler);
        world.say(
          `the disk of ${name} has room again; ${name} ${world.engine(name).isRunning ? 'runs' : 'has ended'}`,
        );
        if (!world.engine(name).isRunning) await world.start(name);
      }
    } while (Date.now() < end);
    return evidence.differences();
  },
};

/** With what the database answers a write of a megabyte; undefined when it has room. */
async function refusalOf(world) {
  try {
    await world.rows.once('public', (client) =>
      client.query(
        `CREATE TABLE room AS SELECT repeat(md5(i::text), 100) FROM generate_series(1, 10000) i`,
      ),
    );
    await world.rows.query('public', 'DROP TABLE room');
    return undefined;
  } catch (error) {
    return error.code ?? error.message;
  }
}

/** Takes all there is, byte by byte in the end. */
function fill(folder) {
  const file = join(folder, 'filler');
  const fd = openSync(file, 'w');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) writeSync(fd, Buffer.alloc(size));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    }
  }
  closeSync(fd);
  return file;
}
