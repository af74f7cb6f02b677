import { type EventContract, ScansReported } from '@youlu/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { BatchWork } from './apply-batch';
import { BatchHandler } from './batch-handler';
import { PartitionFeed } from './partition-feed';

describe('a feed that meets poison', () => {
  const handler = new BatchHandler(
    ScansReported as EventContract<never>,
    'tracking.scan-writer',
    () => Promise.resolve(),
  );
  const taken = (rows: string, headers: KafkaMessage['headers'] = {}): BatchWork => {
    const value = Buffer.from(
      `{"specversion":"1.0","type":"${ScansReported.type}","data":{"rows":${rows}}}`,
    );
    const record = { offset: '7', value, headers } as unknown as KafkaMessage;
    const nothing = (): undefined => undefined;
    const feed = new PartitionFeed(handler, 'tracking.scan', 0, [record], nothing, () =>
      Promise.resolve(),
    );
    const work: BatchWork = { rows: [], positions: [], letters: [] };
    feed.takeInto(work);
    return work;
  };

  it('parks a row too deep to be written again, and takes the good one beside it', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const { rows, letters } = taken(`[${deep},${JSON.stringify(ScansReported.example)}]`);
    expect(rows).toEqual([ScansReported.example]);
    expect(letters).toMatchObject([{ code: 'row.too-deep', position: { offset: '7', row: 0 } }]);
    expect(letters[0]?.value.toString()).toContain(deep);
  });

  it('leaves out of a header what no column can hold', () => {
    const { letters } = taken('{}', { 'a\0b': Buffer.from('x\0y') });
    expect(letters).toMatchObject([{ code: 'record.no-rows', headers: { ab: 'xy' } }]);
  });
});
