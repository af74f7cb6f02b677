import { ask } from '../world/ask.mjs';
import { Cluster } from '../world/cluster.mjs';
import { PARTITIONS } from '../world/world.mjs';

/** A failover, and a look that is not older than a few seconds. */
const LAG_KNOWN_MS_MAX = 20_000;

export const threeBrokers = {
  name: 'three-brokers',
  promise:
    'Three brokers, two of which must have a record: a leader killed under a producing door loses no accepted scan.',
  seconds: 90,
  engines: () => Cluster.start(),
  world: { replication: 3 },
  load: { scansPerSecond: 600, rowsPerRequest: 25 },
  loadMin: 0.3, // a leader dies every ten seconds, and doors wait for each failover for several
  async run(world, random, seconds) {
    const end = Date.now() + seconds * 1_000;
    const before = await lagUnknown(world);
    do {
      await world.pause(2_000);
      const port = await world.log.leaderOf('tracking.scan', random.between(0, PARTITIONS - 1));
      const leader = world.engines.kafka.find((broker) => broker.port === port);
      await world.bounce(leader.name, random.between(3_000, 8_000));
      await world.log.untilReplicated('tracking.scan');
    } while (Date.now() < end - 30_000);
    world.say('rolling restart');
    for (const broker of world.engines.kafka) {
      await world.bounce(broker.name, 0, 'SIGTERM');
      await world.log.untilReplicated('tracking.scan');
    }
    return [...before, ...(await lagUnknown(world))];
  },
};

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
