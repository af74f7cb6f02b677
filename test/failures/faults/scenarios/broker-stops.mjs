export const brokerStops = {
  name: 'broker-stops',
  promise: 'A broker killed or restarted loses no accepted scan and stops no consumer for good.',
  seconds: 75,
  shortSeconds: 12,
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    do {
      await world.pause(random.between(500, 3_000));
      await world.bounce(
        'kafka',
        random.between(0, 4_000),
        random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM']),
      );
    } while (Date.now() < end);
  },
};
