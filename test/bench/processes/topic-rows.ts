// Counts the scans on a topic, read from its beginning to where it ends now.
import { Kafka, logLevel } from 'kafkajs';
import { serveCalls } from '../load/calls';

const READ_MS_MAX = 60_000;

serveCalls({
  async count({ topic }: { topic: string }) {
    const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    let left = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    let scans = 0;
    if (left === 0) return { scans };
    const consumer = kafka.consumer({
      groupId: `bench-count-${topic}-${Date.now()}`,
      maxWaitTimeInMs: 100,
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      setTimeout(
        () => reject(new Error(`${left} records of ${topic} unread`)),
        READ_MS_MAX,
      ).unref();
      const take = async (value: Buffer | null): Promise<void> => {
        const { data } = JSON.parse(String(value)) as { data: { rows: unknown[] } };
        scans += data.rows.length;
        if (--left === 0) resolve();
      };
      consumer.run({ eachMessage: ({ message }) => take(message.value) }).catch(reject);
    });
    await consumer.disconnect();
    return { scans };
  },
});
