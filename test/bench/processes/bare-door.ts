// What the scan door is measured against: bare Fastify, a bare kafkajs producer, nothing judged; sending
// each request by itself, or together with what comes within milliseconds, as the product does.
import fastify, { type FastifyRequest } from 'fastify';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { serveCalls } from '../load/calls';

const BODY_BYTES_MAX = 1_048_576;

interface Body {
  readonly sentAt: string;
  readonly deviceId: string;
  readonly scans: readonly { readonly occurredAt: string }[];
}

/** The same rows in the same envelope, so that the same bytes reach the log. */
function recordOf({ sentAt, deviceId, scans }: Body): string {
  const sent = Date.parse(sentAt);
  const recordedAt = Date.now();
  const rows = scans.map((scan) => ({
    ...scan,
    occurredAt: Date.parse(scan.occurredAt),
    sentAt: sent,
    recordedAt,
    deviceId,
  }));
  return JSON.stringify({
    specversion: '1.0',
    id: '01900000-0000-7000-8000-000000000000',
    source: '/youlu/tracking',
    type: 'youlu.tracking.scans-reported.v1',
    time: new Date(recordedAt).toISOString(),
    datacontenttype: 'application/json',
    data: { rows },
  });
}

/** Sends what comes within some milliseconds together: a log's cost is per record, not per byte. */
class GatheringProducer {
  private messages: { value: string }[] = [];
  private sending: Promise<unknown> | undefined;

  constructor(
    private readonly producer: Producer,
    private readonly topic: string,
    private readonly gatherMs: number,
  ) {}

  send(value: string): Promise<unknown> {
    this.messages.push({ value });
    return (this.sending ??= new Promise((resolve, reject) => {
      setTimeout(() => {
        const { messages } = this;
        this.messages = [];
        this.sending = undefined;
        this.producer.send({ topic: this.topic, acks: -1, messages }).then(resolve, reject);
      }, this.gatherMs);
    }));
  }
}

serveCalls({
  /** @param gatherMs undefined: each request is sent by itself */
  async start({ topic, gatherMs }: { topic: string; gatherMs?: number }) {
    const brokers = (process.env.KAFKA_BROKERS ?? '').split(',');
    const producer = new Kafka({ brokers, logLevel: logLevel.ERROR }).producer();
    await producer.connect();
    const gathering =
      gatherMs === undefined ? undefined : new GatheringProducer(producer, topic, gatherMs);
    const app = fastify({ bodyLimit: BODY_BYTES_MAX });
    const handler = async (request: FastifyRequest): Promise<{ accepted: number }> => {
      const body = request.body as Body;
      const value = recordOf(body);
      if (gathering) await gathering.send(value);
      else await producer.send({ topic, acks: -1, messages: [{ value }] });
      return { accepted: body.scans.length };
    };
    app.route({ method: 'POST', url: '/v1/scans', handler });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return Number(new URL(url).port);
  },
});
