import { GROUPS } from '../world/log.mjs';

export const lostOffsets = {
  name: 'lost-offsets',
  promise: 'Group offsets deleted or out of range: everything is read again and nothing changes.',
  seconds: 20,
  async run(world, _random, seconds) {
    for (const lose of [
      () => world.log.deleteGroups(),
      () => world.log.moveGroups(1_000_000),
      () => beforeTheBeginning(world),
    ]) {
      await world.pause((seconds * 1_000) / 4);
      await world.stopServices();
      await lose();
      world.fault('offsets of all groups lost');
      await world.startServices();
    }
  },
};

/** Committed offsets that the log has dropped: visits are read again from what is left. */
async function beforeTheBeginning(world) {
  await world.log.moveGroups(0, { 'coverage.evidence': GROUPS['coverage.evidence'] });
  await world.log.dropRecords('routing.visit');
}
