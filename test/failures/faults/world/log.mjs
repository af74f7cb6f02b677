import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';

const { ConfigResourceTypes, Kafka, logLevel } = kafkajs;

/** Three sessions. */
const EMPTY_MS_MAX = 20_000;
const LOOK_EVERY_MS = 500;

/** Every group of the product and what it reads: written here too, so that a lost one is noticed. */
export const GROUPS = {
  'tracking.scan-writer': ['tracking.scan'],
  'tracking.parcel-context': ['orders.shipment', 'routing.itinerary'],
  'tracking.rounds': ['routing.round', 'routing.visit'],
  'orders.parcels': ['tracking.parcel'],
  'routing.planner': ['orders.shipment'],
  'coverage.evidence': ['tracking.parcel', 'routing.visit', 'routing.node'],
  'coverage.links': ['orders.link'],
};

/** The log as somebody outside sees it; `prefix` stands before every topic and group. */
export class Log {
  constructor(brokers, prefix) {
    this.prefix = prefix;
    this.kafka = new Kafka({
      clientId: 'faults',
      brokers: brokers.split(','),
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        retries: 30,
        factor: 0.2,
        multiplier: 2,
      },
    });
  }

  async admin() {
    if (this.connected === undefined) {
      const admin = this.kafka.admin();
      await admin.connect();
      this.connected = admin;
    }
    return this.connected;
  }

  async close() {
    await this.connected?.disconnect().catch(() => undefined);
    delete this.connected;
  }

  /** `group topic:partition` → records between its offset and the end; only what is not 0. */
  async lags() {
    const admin = await this.admin();
    const lags = new Map();
    const ends = new Map();
    for (const topic of new Set(Object.values(GROUPS).flat())) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(this.prefix + topic)) {
        ends.set(`${topic}:${partition}`, { low: Number(low), high: Number(high) });
      }
    }
    for (const [group, topics] of Object.entries(GROUPS)) {
      const names = topics.map((topic) => this.prefix + topic);
      const committed = await admin.fetchOffsets({ groupId: this.prefix + group, topics: names });
      for (const { topic, partitions } of committed) {
        const plain = topic.slice(this.prefix.length);
        for (const { partition, offset } of partitions) {
          const { low, high } = ends.get(`${plain}:${partition}`);
          // an offset beyond the end is none: whoever reads begins anew
          const from = Number(offset) > high ? low : Math.max(low, Number(offset));
          const lag = high - from;
          if (lag > 0) lags.set(`${group} ${plain}:${partition}`, lag);
        }
      }
    }
    return { lags, ends, written: [...ends.values()].reduce((sum, { high }) => sum + high, 0) };
  }

  /** Groups and topics of the product that GROUPS does not know, or the other way round: one line each. */
  async strangeGroups() {
    const admin = await this.admin();
    const lines = [];
    const listed = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
    const ours = listed.filter((name) => name.startsWith(this.prefix));
    const present = new Set(ours.map((name) => name.slice(this.prefix.length)));
    for (const group of Object.keys(GROUPS))
      if (!present.has(group)) lines.push(`nobody is ${group} any more`);
    for (const group of present) {
      if (GROUPS[group] === undefined) lines.push(`nobody watches the group ${group}`);
      for (const { topic } of await admin.fetchOffsets({ groupId: this.prefix + group })) {
        const plain = topic.slice(this.prefix.length);
        if (GROUPS[group]?.includes(plain) === false) lines.push(`${group} reads ${plain} too`);
      }
    }
    return lines;
  }

  /** Ids of the members that a group has now. */
  async membersOf(group) {
    const admin = await this.admin();
    const { groups } = await admin.describeGroups([this.prefix + group]);
    return groups.flatMap(({ members }) => members.map(({ memberId }) => memberId));
  }

  /**
   * Forgets what the groups have read; nobody may be a member, and one that died without a word is one until
   * its session ends. Fails where a group is not there.
   */
  async deleteGroups(groups = Object.keys(GROUPS)) {
    const admin = await this.admin();
    let left = groups.map((group) => this.prefix + group);
    for (const end = Date.now() + EMPTY_MS_MAX; ; await sleep(LOOK_EVERY_MS)) {
      try {
        return await admin.deleteGroups(left);
      } catch (error) {
        const refused = error.groups ?? [];
        if (refused.length > 0) left = refused.map(({ groupId }) => groupId);
        if (Date.now() < end) continue;
        const why = refused.map((group) => `${group.groupId} (${group.error?.message})`).join(', ');
        throw new Error(`Groups could not be deleted: ${why}`, { cause: error });
      }
    }
  }

  /** Whether all that these groups have been told lies before them again; throws if not. */
  async assertUnread(groups = GROUPS) {
    const { lags, ends } = await this.lags();
    for (const [group, topics] of Object.entries(groups)) {
      for (const [where, { low, high }] of ends) {
        if (!topics.some((topic) => where.startsWith(`${topic}:`)) || high === low) continue;
        const lag = lags.get(`${group} ${where}`) ?? 0;
        if (lag === high - low) continue;
        throw new Error(`${group} would read only ${lag} of ${high - low} records of ${where}`);
      }
    }
  }

  /** Commits this offset on every partition, for groups nobody is a member of. */
  async moveGroups(offset, groups = GROUPS) {
    await Promise.all(
      Object.entries(groups).map(async ([group, topics]) => {
        for (const topic of topics) await this.moveGroup(group, topic, offset);
      }),
    );
  }

  async moveGroup(group, topic, offset) {
    const admin = await this.admin();
    const name = this.prefix + topic;
    const ends = await admin.fetchTopicOffsets(name);
    const partitions = ends.map(({ partition }) => ({ partition, offset: String(offset) }));
    await admin.setOffsets({ groupId: this.prefix + group, topic: name, partitions });
  }

  /** What every group that reads a topic has read of it: partitions and the next offset of the slowest. */
  async readByAll(topic) {
    const admin = await this.admin();
    const name = this.prefix + topic;
    const next = new Map();
    for (const group of Object.keys(GROUPS).filter((one) => GROUPS[one].includes(topic))) {
      const groupId = this.prefix + group;
      const [{ partitions }] = await admin.fetchOffsets({ groupId, topics: [name] });
      for (const { partition, offset } of partitions)
        next.set(partition, Math.min(next.get(partition) ?? Infinity, Math.max(0, Number(offset))));
    }
    const read = [...next].filter(([, offset]) => offset > 0);
    return read.map(([partition, offset]) => ({ partition, offset: String(offset) }));
  }

  /** Drops what lies before these offsets of a topic, as its retention would. */
  async dropRecords(topic, partitions) {
    const admin = await this.admin();
    await admin.deleteTopicRecords({ topic: this.prefix + topic, partitions });
  }

  async allowLargeRecords(topic, bytes) {
    const admin = await this.admin();
    const configEntries = [{ name: 'max.message.bytes', value: String(bytes) }];
    const type = ConfigResourceTypes.TOPIC;
    const resources = [{ type, name: this.prefix + topic, configEntries }];
    await admin.alterConfigs({ validateOnly: false, resources });
  }

  /** The broker that leads a partition, as `host:port`. */
  async leaderOf(topic, partition) {
    const admin = await this.admin();
    const { topics } = await admin.fetchTopicMetadata({ topics: [this.prefix + topic] });
    const { leader } = topics[0].partitions.find(({ partitionId }) => partitionId === partition);
    const { brokers } = await admin.describeCluster();
    return brokers.find(({ nodeId }) => nodeId === leader)?.port;
  }

  /** Waits until every copy of every partition is in sync again. */
  async untilReplicated(topic, msMax = 60_000) {
    const admin = await this.admin();
    for (const end = Date.now() + msMax; ; await new Promise((next) => setTimeout(next, 300))) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [this.prefix + topic] });
      if (topics[0].partitions.every(({ isr, replicas }) => isr.length === replicas.length)) return;
      if (Date.now() > end)
        throw new Error(`${topic} has copies that are behind after ${msMax} ms`);
    }
  }

  /** A member that takes partitions of a group and does nothing with them. */
  strangerIn(group) {
    const consumer = this.kafka.consumer({
      groupId: this.prefix + group,
      sessionTimeout: 6_000,
      heartbeatInterval: 1_500,
      maxWaitTimeInMs: 100,
      allowAutoTopicCreation: false,
    });
    return {
      join: async () => {
        await consumer.connect();
        await consumer.subscribe({ topics: GROUPS[group].map((topic) => this.prefix + topic) });
        const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          eachBatch: async () => undefined,
        });
        await joined;
      },
      leave: () => consumer.disconnect().catch(() => undefined),
    };
  }

  /** Every record of a topic from its beginning to its end of now. */
  async read(topic) {
    const admin = await this.admin();
    const name = this.prefix + topic;
    const due = new Map();
    for (const { partition, low, high } of await admin.fetchTopicOffsets(name)) {
      if (Number(high) > Number(low)) due.set(partition, Number(high));
    }
    const records = [];
    if (due.size === 0) return records;
    const groupId = `faults-reader-${process.pid}-${Date.now()}`;
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: name, fromBeginning: true });
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${topic} was not read in 60 s`)), 60_000);
      void consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message }) => {
          records.push({ partition, offset: Number(message.offset), value: message.value });
          if (Number(message.offset) + 1 >= (due.get(partition) ?? Infinity)) due.delete(partition);
          if (due.size === 0) {
            clearTimeout(timer);
            resolve();
          }
        },
      });
    });
    await consumer.disconnect();
    return records;
  }

  /** Rows of all readable envelopes of a topic, in the order of their partitions. */
  async rows(topic) {
    const records = await this.read(topic);
    return records.flatMap(({ value }) => {
      try {
        return JSON.parse(value.toString('utf8')).data.rows;
      } catch {
        return []; // poison put there on purpose
      }
    });
  }

  /** Puts records on the log beside the product's doors. */
  async write(topic, messages) {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    try {
      return await producer.send({ topic: this.prefix + topic, acks: -1, messages });
    } finally {
      await producer.disconnect();
    }
  }
}
