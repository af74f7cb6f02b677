import type { Kafka } from 'kafkajs';
import { CheckedProducer } from './checked-producer';

type Message = { readonly partition: number; readonly value: Buffer };

/** A client whose sends answer only for the partitions that each round names. */
function answering(...rounds: (readonly number[] | Error)[]): { kafka: Kafka; sent: number[][] } {
  const sent: number[][] = [];
  const producer = {
    connect: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
    send: ({ messages }: { messages: readonly Message[] }) => {
      sent.push(messages.map(({ partition }) => partition));
      const round = rounds[sent.length - 1] ?? [];
      if (round instanceof Error) return Promise.reject(round);
      return Promise.resolve(round.map((partition) => ({ partition })));
    },
  };
  return { kafka: { producer: () => producer } as unknown as Kafka, sent };
}

const records = [0, 1, 1, 2].map((partition) => ({ partition, value: Buffer.from('x') }));

describe('a send', () => {
  it('sends again what the answer lacks, and nothing else', async () => {
    const { kafka, sent } = answering([0], [2], [1]);
    await new CheckedProducer(kafka).send('topic', records);
    expect(sent).toEqual([
      [0, 1, 1, 2],
      [1, 1, 2],
      [1, 1],
    ]);
  });

  it('is not taken for done while a partition stays unanswered', async () => {
    const { kafka } = answering([0, 2]);
    await expect(new CheckedProducer(kafka).send('topic', records)).rejects.toThrow(
      '2 records stay unacknowledged',
    );
  });

  it('is tried once more after a rejection, then says so', async () => {
    const away = new Error('away');
    const once = answering(away, [0, 1, 2]);
    await new CheckedProducer(once.kafka).send('topic', records);
    expect(once.sent).toHaveLength(2);
    await expect(
      new CheckedProducer(answering(away, away).kafka).send('topic', records),
    ).rejects.toBe(away);
  });
});
