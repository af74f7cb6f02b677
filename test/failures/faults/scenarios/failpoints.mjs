import { PARTITIONS } from '../world/world.mjs';

const WRITER = [
  'writer-after-parcels',
  'writer-after-sources',
  'writer-after-insert',
  'writer-after-volumes',
  'writer-after-outbox',
  'writer-before-commit',
  'writer-after-commit',
  'writer-after-offset',
];
/** Reached only where something is wrong with a row. */
const PARKING = ['writer-before-park', 'writer-after-park'];
const RELAY = ['relay-before-produce', 'relay-after-produce', 'relay-after-delete'];
/** A batch with rows of two topics, as orders has them all the time: bookings and links. */
const TWO_TOPICS = 'relay-between-topics';
const DOOR = ['door-before-produce', 'door-after-produce'];
/** Who dies by its own hand (failpoints.cjs), and where. */
const POINTS = {
  tracking: [...WRITER, ...PARKING, ...DOOR, ...RELAY],
  orders: [...RELAY, TWO_TOPICS],
  routing: RELAY,
};
const RARE = new Set([...PARKING, TWO_TOPICS]);
const REACHED_MS_MAX = 30_000;

export const failpoints = {
  name: 'failpoints',
  promise:
    'A death between any two steps of writer, relay and door loses nothing and repeats nothing.',
  seconds: 120,
  shortSeconds: 25,
  async run(world, random, seconds, { isFull }) {
    const end = Date.now() + seconds * 1_000;
    const all = Object.entries(POINTS).map(([name, points]) =>
      dieAgainAndAgain(world, name, random.fork(name), points, end, isFull),
    );
    return (await Promise.all(all)).flat();
  },
};

/**
 * One death after the other, each at the next point; the last start is without a point. In the full
 * form nobody has shown anything about a point at which nobody has died.
 */
async function dieAgainAndAgain(world, name, random, points, end, isFull) {
  const missed = [];
  const hit = new Set();
  const service = world.service(name);
  await service.stop();
  do {
    for (const point of random.shuffle(points)) {
      const failpoint = `${point}:${random.between(1, RARE.has(point) ? 2 : 8)}`;
      const how = await dieAt(world, random, service, failpoint);
      if (how === 'SIGKILL') hit.add(point);
      else missed.push(`${name} never came to ${point}`);
      if (Date.now() > end && !(isFull && hit.size + missed.length < points.length)) break;
    }
  } while (Date.now() < end);
  await world.start(name);
  const never = isFull ? points.filter((point) => !hit.has(point)) : [];
  world.note(`${name} died at ${hit.size} of ${points.length} points`);
  return [...missed, ...never.map((point) => `${name} has not died at ${point} once`)];
}

/** Resolves to how the process ended; undefined when it had not come to that point. */
async function dieAt(world, random, service, failpoint) {
  service.spawn({ failpoint });
  const end = Date.now() + REACHED_MS_MAX;
  let how;
  while (how === undefined && Date.now() < end) {
    if (/-park:/.test(failpoint)) await writeBadRow(world, random);
    how = await Promise.race([service.exited, world.pause(1_000)]);
  }
  world.fault(`${service.name} at ${failpoint}: ${how ?? 'not reached'}`);
  if (how === 'SIGKILL') world.killed(how);
  await service.kill();
  return how;
}

async function writeBadRow(world, random) {
  const value = `{"specversion":"1.0","id":"x","source":"/x","type":"youlu.tracking.scans-reported.v1","time":"2020-01-01T00:00:00Z","data":{"rows":[{"hello":1}]}}`;
  await world.log.write('tracking.scan', [{ partition: random.between(0, PARTITIONS - 1), value }]);
}
