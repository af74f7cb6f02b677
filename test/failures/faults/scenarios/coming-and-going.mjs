export const comingAndGoing = {
  name: 'coming-and-going',
  promise: 'A member joining or leaving a group every second for a minute costs time, not scans.',
  seconds: 60,
  members: ['tracking-2'],
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    const process = world.service('tracking-2');
    let moving = Promise.resolve();
    for (let turn = 0; Date.now() < end; turn++) {
      const group = random.pick([
        'tracking.scan-writer',
        'tracking.parcel-context',
        'coverage.evidence',
      ]);
      await visit(world, group);
      if (turn % 6 !== 0) continue;
      moving = moving.then(() =>
        process.isRunning ? process.stop() : process.spawn().untilReady(),
      );
    }
    await moving;
  },
};

/** Joins a group for a second, takes partitions, applies nothing and commits nothing, and leaves. */
async function visit(world, group) {
  world.fault(`a stranger joins ${group} for a second`);
  const stranger = world.log.strangerIn(group);
  await Promise.race([stranger.join(), world.pause(5_000)]);
  await world.pause(1_000);
  await stranger.leave();
}
