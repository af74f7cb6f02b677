const FROZEN_MS_MAX = 60_000;

export const frozen = {
  name: 'frozen',
  promise:
    'A process stopped for 1–60 s, whose work others have taken over meanwhile, wakes up and breaks nothing.',
  seconds: 180,
  members: ['tracking-2', 'orders-2'],
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    const victims = ['tracking', 'tracking-2', 'orders', 'coverage', 'routing'];
    // The first is longer than a session: its partitions and its relay go to the other one.
    let ms = Math.min(8_000, (seconds * 1_000) / 2);
    let victim = 'tracking';
    do {
      world.freeze(victim);
      await world.pause(ms);
      world.thaw(victim);
      await world.pause(random.between(500, 3_000));
      victim = random.pick(victims);
      ms = Math.min(random.between(1_000, FROZEN_MS_MAX), Math.max(1_000, end - Date.now()));
    } while (Date.now() < end);
  },
};
