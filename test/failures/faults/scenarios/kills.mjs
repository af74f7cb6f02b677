const SERVICES = ['orders', 'routing', 'tracking', 'tracking-2', 'coverage'];

export const kills = {
  name: 'kills',
  promise: 'A SIGKILL of any service at any moment loses nothing and repeats nothing.',
  seconds: 240,
  shortSeconds: 20,
  members: ['tracking-2'],
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    const down = new Map();
    while (Date.now() < end) {
      await world.pause(random.between(300, 2_000));
      const victim = random.pick(SERVICES);
      const rest = random.between(0, 1_500);
      if (down.has(victim)) continue; // it is on its way back still
      const back = world.bounce(victim, rest).finally(() => down.delete(victim));
      down.set(victim, back);
    }
    await Promise.all(down.values());
  },
};
