import { Evidence } from './evidence.mjs';

/** A group that is joined and left all the time takes a while to take another in. */
const JOINED_MS_MAX = 5_000;

export const comingAndGoing = {
  name: 'coming-and-going',
  promise: 'A member joining or leaving a group every second for a minute costs time, not scans.',
  seconds: 60,
  members: ['tracking-2'],
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    const process = world.service('tracking-2');
    const evidence = new Evidence(world);
    let moving = Promise.resolve();
    for (let turn = 0; Date.now() < end; turn++) {
      const group = random.pick([
        'tracking.scan-writer',
        'tracking.parcel-context',
        'coverage.evidence',
      ]);
      const joined = await visit(world, group);
      evidence.note(`joined ${group}`, joined, joined ? 'it had partitions' : 'not in time');
      if (turn % 6 !== 0) continue;
      moving = moving.then(() =>
        process.isRunning ? process.stop() : process.spawn().untilReady(),
      );
    }
    await moving;
    return evidence.differences();
  },
};

/**
 * Joins a group for a second, takes partitions, applies nothing and commits nothing, and leaves.
 * Resolves to whether the group has taken it in.
 */
async function visit(world, group) {
  world.fault(`a stranger joins ${group} for a second`);
  const stranger = world.log.strangerIn(group);
  const late = world.pause(JOINED_MS_MAX).then(() => false);
  const joined = await Promise.race([stranger.join().then(() => true), late]);
  await world.pause(1_000);
  await stranger.leave();
  return joined;
}
