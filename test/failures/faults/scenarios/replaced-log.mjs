import { join } from 'node:path';
import { ask } from '../world/ask.mjs';
import { built } from '../world/built.mjs';
import { kafkaIn } from '../world/engines.mjs';
import { GROUPS, Log } from '../world/log.mjs';
import { PARTITIONS } from '../world/world.mjs';

const { ScansReported } = built('libs/contracts/src/index.js');
const { partitionOf } = built('libs/vocabulary/src/index.js');
const NOTICED_MS_MAX = 60_000;
/** Several turns of a relay, and of every client. */
const KNOCKS_MS = 4_000;

export const replacedLog = {
  name: 'replaced-log',
  promise:
    'Another cluster under the same rows: nothing is read from it or sent to it, and /ready says which command to run.',
  seconds: 10,
  loadMin: 0.1, // the doors are shut until our own log is back
  async run(world, _random, seconds) {
    await world.pause((seconds * 1_000) / 2);
    await world.kill('kafka');
    const other = await kafkaIn(join(world.folder, 'other'), { port: world.engine('kafka').port });
    await other.start();
    world.say('another cluster answers');
    const lines = [];
    const theirs = new Log(world.engines.brokers, world.prefix);
    try {
      await noticed(world, lines, /adopt-cluster/, 'running');
      await createTopics(theirs); // from here on nothing but our own refusal keeps us from sending
      await theirs.write('tracking.scan', [theirScan()]); // a good one, of somebody else
      await nothingIsSent(world, theirs, lines, 'running');
      for (const name of ['tracking', 'orders', 'routing', 'coverage']) {
        await world.kill(name);
        world.service(name).spawn();
      }
      await noticed(world, lines, /adopt-cluster/, 'started again');
      await nothingIsSent(world, theirs, lines, 'started again');
      lines.push(...(await isNotStored(world)));
    } finally {
      await theirs.close();
      await other.stop();
    }
    await world.stopServices();
    await world.start('kafka');
    await world.startServices();
    return lines;
  },
};

const TOPICS = [...new Set(Object.values(GROUPS).flat())];

/** All that ours has, so that whoever sent to them could. */
async function createTopics(log) {
  const admin = await log.admin();
  await admin.createTopics({
    waitForLeaders: true,
    topics: TOPICS.map((topic) => ({ topic: log.prefix + topic, numPartitions: PARTITIONS })),
  });
}

/** The door for scans says 503, and neither it nor any relay puts a record there; the load goes on. */
async function nothingIsSent(world, log, lines, how) {
  const statuses = new Map();
  for (const end = Date.now() + KNOCKS_MS; Date.now() < end; await world.pause(100)) {
    const { status } = await ask(`${world.door('tracking')}/v1/scans`, {
      method: 'POST',
      body: SCAN,
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const answers = [...statuses].map(([status, times]) => `${times} times ${status}`).join(', ');
  if ([...statuses.keys()].some((status) => status !== 503))
    lines.push(`POST /v1/scans (${how}) says ${answers} to what it cannot keep`);
  const admin = await log.admin();
  const sent = [];
  for (const topic of TOPICS) {
    const ends = await admin.fetchTopicOffsets(log.prefix + topic);
    const theirs = topic === 'tracking.scan' ? 1 : 0;
    const records = ends.reduce((sum, { high }) => sum + Number(high), 0) - theirs;
    if (records > 0) sent.push(`${records} records on ${topic} of the other log (${how})`);
  }
  lines.push(...sent);
  world.note(
    `${how}: POST /v1/scans answered ${answers}; ${sent.length} topics of the other log have records`,
  );
}

const THEIRS = 'FOREIGN-1';

/** The record of a scan that any writer of tracking would store. */
function theirScan() {
  const row = { ...ScansReported.example, scanId: 'theirs', trackingNumber: THEIRS };
  const value = `{"specversion":"1.0","id":"t","source":"/youlu/tracking","type":"${ScansReported.type}","time":"2020-01-01T00:00:00Z","data":{"rows":[${JSON.stringify(row)}]}}`;
  return { partition: partitionOf(THEIRS, PARTITIONS), value };
}

/** Neither stored nor parked: nobody has read it. */
async function isNotStored(world) {
  const [{ n }] = await world.rows.query(
    'tracking',
    `SELECT (SELECT count(*) FROM parcels WHERE tracking_number = $1)
          + (SELECT count(*) FROM dead_letters WHERE position($2::bytea in value) > 0) AS n`,
    [THEIRS, Buffer.from(THEIRS)],
  );
  return n > 0 ? [`a scan of the other log was read: ${THEIRS}`] : [];
}

/** Nobody's: it is to be refused. */
const SCAN = JSON.stringify({
  sentAt: '2020-09-05T10:01:00+08:00',
  scans: [
    {
      scanId: 'refused',
      trackingNumber: 'REFUSED-1',
      kind: 'arrived',
      nodeId: 'county-653024',
      placeCode: '653024',
      occurredAt: '2020-09-05T10:00:00+08:00',
    },
  ],
});

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
