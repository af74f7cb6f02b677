import { Cluster } from '../world/cluster.mjs';
import { PARTITIONS } from '../world/world.mjs';

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
  },
};
