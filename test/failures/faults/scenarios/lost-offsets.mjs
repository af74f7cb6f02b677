import { GROUPS } from '../world/log.mjs';

export const lostOffsets = {
  name: 'lost-offsets',
  promise: 'Group offsets deleted or out of range: everything is read again and nothing changes.',
  seconds: 20,
  loadMin: 0.1, // nobody may be a member while offsets are moved, which takes longer than the rest
  async run(world, _random, seconds) {
    for (const { what, lose, groups } of [
      { what: 'deleted', groups: GROUPS, lose: () => world.log.deleteGroups() },
      { what: 'beyond the end', groups: GROUPS, lose: () => world.log.moveGroups(1_000_000) },
      { what: 'before the beginning', groups: EVIDENCE, lose: () => beforeTheBeginning(world) },
    ]) {
      await world.pause((seconds * 1_000) / 4);
      await world.stopServices();
      await lose();
      await world.log.assertUnread(groups);
      world.fault(`offsets of ${Object.keys(groups).length} groups: ${what}`);
      await world.startServices();
    }
  },
};

const EVIDENCE = { 'coverage.evidence': GROUPS['coverage.evidence'] };

/**
 * Committed offsets that the log has dropped: visits are read again from what is left. Retention is
 * longer than any outage, so what a group had not read yet is not dropped.
 */
async function beforeTheBeginning(world) {
  const read = await world.log.readByAll('routing.visit');
  await world.log.moveGroups(0, EVIDENCE);
  await world.log.dropRecords('routing.visit', read);
}
