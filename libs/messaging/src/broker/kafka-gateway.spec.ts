import { type Admin, KafkaJSProtocolError } from 'kafkajs';
import { KafkaGateway } from './kafka-gateway';

const TOPIC = 'tracking.scan';
const CONFIG = { brokers: ['127.0.0.1:1'], topicPrefix: '', partitions: 1, replication: 1 };

const refusal = (type: string): Error =>
  new KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 6, retriable: true }));

/** The brokers: each connection is one answer, as kafkajs asks the same leader over and over. */
function gatewayOver(answers: readonly (() => Promise<unknown>)[]) {
  const gateway = new KafkaGateway(CONFIG);
  let connections = 0;
  let closed = 0;
  jest.spyOn(gateway.kafka, 'admin').mockImplementation(() => {
    const answer = answers[Math.min(connections++, answers.length - 1)];
    return {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void closed++),
      fetchTopicOffsets: answer,
    } as unknown as Admin;
  });
  return { gateway, open: () => connections - closed, opened: () => connections };
}

describe('questions about the log', () => {
  it('are asked over a new connection when another broker has become the leader', async () => {
    const { gateway, open, opened } = gatewayOver([
      () => Promise.reject(refusal('NOT_LEADER_FOR_PARTITION')),
      () => Promise.reject(refusal('LEADER_NOT_AVAILABLE')),
      () => Promise.resolve([{ partition: 0, offset: '7', high: '7', low: '0' }]),
    ]);
    expect(await gateway.endsOf([TOPIC])).toEqual({ [TOPIC]: [7] });
    expect([opened(), open()]).toEqual([3, 1]); // the first one, which others may be using
  });

  it('fail at once when the broker refuses for another reason', async () => {
    const { gateway, opened } = gatewayOver([
      () => Promise.reject(refusal('TOPIC_AUTHORIZATION_FAILED')),
    ]);
    await expect(gateway.endsOf([TOPIC])).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED');
    expect(opened()).toBe(1);
  });
});
