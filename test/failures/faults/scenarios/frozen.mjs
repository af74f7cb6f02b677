import { Evidence } from './evidence.mjs';

const FROZEN_MS_MAX = 60_000;
/** Longer than a session (6 s) and a lease (5 s): what the frozen one had goes to others. */
const TAKEN_OVER_MS = 9_000;
const GROUP_OF = {
  tracking: 'tracking.scan-writer',
  orders: 'orders.parcels',
  routing: 'routing.planner',
  coverage: 'coverage.evidence',
};

export const frozen = {
  name: 'frozen',
  promise:
    'A process stopped for 1–60 s, whose work others have taken over meanwhile, wakes up and breaks nothing.',
  seconds: 180,
  members: ['tracking-2', 'orders-2'],
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    const evidence = new Evidence(world);
    const victims = ['tracking', 'tracking-2', 'orders', 'coverage', 'routing'];
    // One of these two has the relay's lease, and both have partitions.
    for (const victim of ['tracking', 'tracking-2'])
      await freeze(world, random, evidence, victim, TAKEN_OVER_MS);
    while (Date.now() < end) {
      const ms = random.between(1_000, FROZEN_MS_MAX);
      const left = Math.max(1_000, end - Date.now());
      await freeze(world, random, evidence, random.pick(victims), Math.min(ms, left));
    }
    return evidence.differences();
  },
};

async function freeze(world, random, evidence, victim, ms) {
  const before = await whoHasWhat(world, victim);
  world.freeze(victim);
  await world.pause(ms);
  if (ms >= TAKEN_OVER_MS) {
    const after = await whoHasWhat(world, victim);
    const gone = before.members.filter((member) => !after.members.includes(member)).length;
    const what = `${victim} ${ms} ms: ${gone} of ${before.members.length} members gone, lease ${before.epoch} → ${after.epoch}`;
    evidence.note('partitions taken over', gone > 0, what);
    if (after.hasOthers) evidence.note('lease taken over', after.epoch > before.epoch, what);
  }
  world.thaw(victim);
  await world.pause(random.between(500, 3_000));
}

/** Members of the group that the process reads in, and how often its service's relay has changed hands. */
async function whoHasWhat(world, victim) {
  const { app } = world.service(victim);
  const members = await world.log.membersOf(GROUP_OF[app]);
  const [lease] = await world.rows.query(app, `SELECT epoch FROM leases WHERE name = 'relay'`);
  const hasOthers = [...world.services.values()].filter((other) => other.app === app).length > 1;
  return { members, epoch: lease?.epoch ?? 0, hasOthers };
}
