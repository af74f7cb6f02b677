import { ask } from '../world/ask.mjs';
import { Cluster } from '../world/cluster.mjs';
import { PARTITIONS } from '../world/world.mjs';
import { Evidence } from './evidence.mjs';

/** A failover, and a look that is not older than a few seconds. */
const LAG_KNOWN_MS_MAX = 20_000;
/** How long we wait for a moment in which the door is sending. */
const SENDING_MS_MAX = 3_000;

export const threeBrokers = {
  name: 'three-brokers',
  promise:
    'Three brokers, two of which must have a record: a leader killed under a producing door loses no accepted scan.',
  seconds: 90,
  engines: () => Cluster.start(),
  world: { replication: 3 },
  load: { scansPerSecond: 600, rowsPerRequest: 25 },
  loadMin: 0.3, // a leader dies every ten seconds, and doors wait for each failover for several
  async run(world, random, seconds, { journal }) {
    const end = Date.now() + seconds * 1_000;
    const evidence = new Evidence(world);
    const before = await lagUnknown(world);
    do {
      await world.pause(2_000);
      await killLeader(world, random, evidence, journal);
    } while (Date.now() < end - 30_000);
    world.say('rolling restart');
    for (const broker of world.engines.kafka) {
      await world.bounce(broker.name, 0, 'SIGTERM');
      await world.log.untilReplicated('tracking.scan');
    }
    return [...before, ...(await lagUnknown(world)), ...evidence.differences()];
  },
};

/** At a moment in which scans are on their way to the log, so that some are on their way to this one. */
async function killLeader(world, random, evidence, journal) {
  const partition = random.between(0, PARTITIONS - 1);
  const restMs = random.between(3_000, 8_000);
  const port = await world.log.leaderOf('tracking.scan', partition);
  const leader = world.engines.kafka.find((broker) => broker.port === port);
  const sending = await underWay(world, journal);
  await world.bounce(leader.name, restMs);
  const sent = sending.map(({ answers, isUnderWay }) =>
    isUnderWay
      ? 'not answered yet'
      : `${answers.at(-1).status} after ${Math.round(answers.at(-1).ms)} ms`,
  );
  evidence.note(
    'leader killed under a send',
    sending.length > 0,
    `${leader.name}: ${sent.join(', ')}`,
  );
  await world.log.untilReplicated('tracking.scan');
  const next = await world.log.leaderOf('tracking.scan', partition);
  evidence.note(
    'another leads after it',
    next !== port,
    `partition ${partition}: ${port}, then ${next}`,
  );
}

/** Uploads that the door has and has not answered; waits for one. What follows at once finds them so. */
async function underWay(world, journal) {
  for (const end = Date.now() + SENDING_MS_MAX; ; await world.pause(2)) {
    const sending = journal.requests
      .slice(-200)
      .filter(({ kind, isUnderWay }) => kind === 'scans' && isUnderWay);
    if (sending.length > 0 || Date.now() > end) return sending;
  }
}

/** Whoever leads the partitions now, each service goes on to say how far its consumers are behind. */
async function lagUnknown(world) {
  const unknown = new Set(world.services.values());
  for (const end = Date.now() + LAG_KNOWN_MS_MAX; unknown.size > 0; await world.pause(500)) {
    for (const service of unknown) {
      const { text } = await ask(`${service.url}/metrics`);
      if (/^messaging_source_up\{source="kafka"\} 1$/m.test(text)) unknown.delete(service);
    }
    if (Date.now() > end) break;
  }
  return [...unknown].map(
    ({ name }) => `${name} does not know its lag ${LAG_KNOWN_MS_MAX} ms after the brokers are back`,
  );
}
