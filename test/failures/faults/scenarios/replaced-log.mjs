import { join } from 'node:path';
import { kafkaIn } from '../world/engines.mjs';

const NOTICED_MS_MAX = 60_000;

export const replacedLog = {
  name: 'replaced-log',
  promise:
    'Another cluster under the same rows: the consumers stop, unready, and say which command to run.',
  seconds: 10,
  async run(world, _random, seconds) {
    await world.pause((seconds * 1_000) / 2);
    await world.kill('kafka');
    const other = await kafkaIn(join(world.folder, 'other'), { port: world.engine('kafka').port });
    await other.start();
    world.say('another cluster answers');
    const lines = [];
    try {
      await noticed(world, lines, /adopt-cluster/, 'running');
      for (const name of ['tracking', 'orders', 'routing', 'coverage']) {
        await world.service(name).kill();
        world.service(name).spawn();
      }
      await noticed(world, lines, /adopt-cluster/, 'started again');
    } finally {
      await other.stop();
    }
    await world.stopServices();
    await world.start('kafka');
    await world.startServices();
    return lines;
  },
};

/** Within a minute each service says 503 on /ready, with these words. */
async function noticed(world, lines, words, how) {
  for (const service of world.services.values()) {
    const end = Date.now() + NOTICED_MS_MAX;
    for (;;) {
      const { status, text } = await service.readiness();
      if (status === 503 && words.test(text)) break;
      if (Date.now() > end) {
        lines.push(`${service.name} (${how}) says ${status} ${text.slice(0, 300)}`);
        break;
      }
      await world.pause(200);
    }
    world.say(`${service.name} (${how}) is unready`);
  }
}
