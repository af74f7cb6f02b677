import type { Database } from '@youlu/persistence';
import { waitUntil } from '@youlu/testing';
import { ActivityMeter } from '../metrics/activity-meter';
import type { CheckedProducer } from './checked-producer';
import type { OutboxRecord } from '../consuming/fresh-values';
import type { MessagingConfig } from '../messaging.config';
import { OutboxRelay } from './outbox-relay';

const RECORD: OutboxRecord = {
  id: 'a',
  topic: 'sample.thing',
  partition: 0,
  value: Buffer.from('value'),
};

/** A database whose outbox is empty: another relay has already sent and deleted everything. */
class EmptyOutbox {
  readonly service = 'sample';
  epoch = 1;
  /** Ids of values that the relay had at hand, as of its last look at the table. */
  atHand: readonly string[] = [];
  looks = 0;

  query(_sql: string, [, ids]: [number, string[]]): Promise<never[]> {
    this.atHand = ids;
    this.looks++;
    return Promise.resolve([]);
  }

  transaction<T>(work: (tx: object) => Promise<T>): Promise<T> {
    const leases = [{ epoch: this.epoch }];
    return work({ query: () => Promise.resolve(leases), execute: () => Promise.resolve(1) });
  }
}

describe('the values that a relay has at hand', () => {
  let relay: OutboxRelay;
  afterEach(async () => {
    jest.restoreAllMocks();
    await relay.stop();
  });

  it('are given up when its lease comes back from another one', async () => {
    const outbox = new EmptyOutbox();
    relay = new OutboxRelay(
      outbox as unknown as Database,
      {} as CheckedProducer,
      {} as MessagingConfig,
      new ActivityMeter(),
    );
    const clock = jest.spyOn(Date, 'now');
    const lookAgain = async (): Promise<void> => {
      const looks = outbox.looks;
      relay.wake();
      await waitUntil(() => Promise.resolve(outbox.looks > looks), 5_000);
    };
    relay.start();
    await lookAgain();
    relay.committed([RECORD]);
    await lookAgain();
    expect(outbox.atHand).toEqual(['a']);

    outbox.epoch = 3;
    const later = Date.now() + 60_000;
    clock.mockReturnValue(later);
    await lookAgain();
    expect(outbox.atHand).toEqual([]);
  });
});
