const WRITER = [
  'writer-after-insert',
  'writer-before-commit',
  'writer-after-commit',
  'writer-after-offset',
];
const RELAY = ['relay-before-produce', 'relay-after-produce', 'relay-after-delete'];
const DOOR = ['door-before-produce', 'door-after-produce'];
/** Who dies by its own hand (failpoints.cjs), and where. */
const POINTS = {
  tracking: [...WRITER, ...DOOR, ...RELAY],
  orders: RELAY,
  routing: RELAY,
};
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
      const failpoint = `${point}:${random.between(1, 8)}`;
      service.spawn({ failpoint });
      const how = await Promise.race([service.exited, world.pause(REACHED_MS_MAX)]);
      world.fault(`${name} at ${failpoint}: ${how ?? 'not reached'}`);
      if (how === 'SIGKILL') {
        hit.add(point);
        world.killed(how);
      } else missed.push(`${name} never came to ${point}`);
      await service.kill();
      if (Date.now() > end) break;
    }
  } while (Date.now() < end);
  await world.start(name);
  const never = isFull ? points.filter((point) => !hit.has(point)) : [];
  world.note(`${name} died at ${hit.size} of ${points.length} points`);
  return [...missed, ...never.map((point) => `${name} has not died at ${point} once`)];
}
