import { Sessions } from '../world/sessions.mjs';
import { Evidence } from './evidence.mjs';

const FROZEN_MS_MAX = 60_000;
/** Longer than a session (6 s) and a lease (5 s): what the frozen one had goes to others. */
const TAKEN_OVER_MS = 9_000;
/** A run that is long enough for one that is frozen as long as anybody, and for others after it. */
const LONG_SECONDS = 150;
/** How often we look for a moment in which it is in a transaction. */
const AIMS_MAX = 60;
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
    const freezeOne = (victim, ms, losesSessions) =>
      freeze(world, random, evidence, { victim, ms, losesSessions });
    // One of these two has the relay's lease, and both have partitions.
    await freezeOne('tracking', TAKEN_OVER_MS, true);
    await freezeOne('tracking-2', TAKEN_OVER_MS, false);
    if (seconds >= LONG_SECONDS)
      await freezeOne(random.pick(['tracking', 'tracking-2']), FROZEN_MS_MAX, false);
    while (Date.now() < end) {
      const ms = random.between(1_000, FROZEN_MS_MAX);
      const left = Math.max(1_000, end - Date.now());
      await freezeOne(random.pick(victims), Math.min(ms, left), random.chance(0.5));
    }
    return evidence.differences();
  },
};

/** `losesSessions`: what it had begun in the database is ended before it wakes, as a timeout would. */
async function freeze(world, random, evidence, { victim, ms, losesSessions }) {
  const before = await whoHasWhat(world, victim);
  if (losesSessions) await freezeInTransaction(world, victim);
  else world.freeze(victim);
  await world.pause(ms);
  if (losesSessions) await endSessions(world, evidence, victim);
  if (ms >= TAKEN_OVER_MS) {
    const after = await whoHasWhat(world, victim);
    const gone = before.members.filter((member) => !after.members.includes(member)).length;
    const what = `${victim} ${ms} ms: ${gone} of ${before.members.length} members gone, lease ${before.epoch} → ${after.epoch}`;
    evidence.note('partitions taken over', gone > 0, what);
    if (after.hasOthers) evidence.note('lease taken over', after.epoch > before.epoch, what);
    if (ms === FROZEN_MS_MAX) evidence.note('frozen for a minute', gone > 0, what);
  }
  world.thaw(victim);
  await world.pause(random.between(500, 3_000));
}

/** Stops it again and again for a moment, until it is stopped in the middle of a transaction. */
async function freezeInTransaction(world, victim) {
  const service = world.service(victim);
  for (let aim = 1; ; aim++) {
    service.signal('SIGSTOP');
    await world.pause(5); // what it has sent has arrived
    if (aim === AIMS_MAX || (await new Sessions(world, victim).inTransaction()) > 0) break;
    service.signal('SIGCONT');
    await world.pause(10 + aim);
  }
  world.freeze(victim);
}

async function endSessions(world, evidence, victim) {
  const { sessions, transactions } = await new Sessions(world, victim).end();
  const what = `${victim}: ${sessions} sessions ended, ${transactions} of them in a transaction`;
  evidence.note('its sessions ended', sessions > 0, what);
  evidence.note('its transactions ended', transactions > 0, what);
}

/** Members of the group that the process reads in, and how often its service's relay has changed hands. */
async function whoHasWhat(world, victim) {
  const { app } = world.service(victim);
  const members = await world.log.membersOf(GROUP_OF[app]);
  const [lease] = await world.rows.query(app, `SELECT epoch FROM leases WHERE name = 'relay'`);
  const hasOthers = [...world.services.values()].filter((other) => other.app === app).length > 1;
  return { members, epoch: lease?.epoch ?? 0, hasOthers };
}
