import { join } from 'node:path';
import { embedded } from './built.mjs';
import { Engines, kafkaIn, openFolder, postgresIn } from './engines.mjs';
import { freePort } from './ports.mjs';

const BROKERS = 3;
const REPLICATED = {
  'default.replication.factor': BROKERS,
  'min.insync.replicas': 2,
  'offsets.topic.replication.factor': BROKERS,
  'transaction.state.log.replication.factor': BROKERS,
  'transaction.state.log.min.isr': 2,
  'share.coordinator.state.topic.replication.factor': BROKERS,
};

/** Three brokers that are controllers too; every topic has three copies, two of which must answer. */
export class Cluster extends Engines {
  static async start() {
    const folder = openFolder('youlu-faults-');
    const members = [];
    for (let id = 1; id <= BROKERS; id++) {
      members.push({ id, port: await freePort(), controller: await freePort() });
    }
    const voters = members.map(({ id, controller }) => `${id}@127.0.0.1:${controller}`).join(',');
    const clusterId = embedded.newClusterId();
    const brokers = await Promise.all(
      members.map(async ({ id, port, controller }) => {
        const settings = {
          ...REPLICATED,
          'node.id': id,
          listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
          'controller.quorum.voters': voters,
        };
        const broker = await kafkaIn(join(folder, `broker-${id}`), { port, settings, clusterId });
        broker.name = `kafka-${id}`;
        return broker;
      }),
    );
    return new Cluster(folder, await postgresIn(folder), brokers).start();
  }

  get brokers() {
    return this.kafka.map(({ port }) => `127.0.0.1:${port}`).join(',');
  }

  get all() {
    return [this.postgres, ...this.kafka];
  }
}
