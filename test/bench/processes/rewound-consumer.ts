import type { Consumer } from 'kafkajs';
import { MessagingServer, messagingConfigFromEnv, messagingCounters } from '@youlu/messaging';
import type { INestApplicationContext } from '@nestjs/common';

interface RunningConsumer {
  readonly name: string;
  readonly consumer: Consumer;
}

/** How far a consumer is since it was sent back; instants are epoch ms, comparable between processes. */
export interface Progress {
  readonly rows: number;
  readonly parked: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/**
 * Sends a consumer that has read everything back to the beginning, as often as asked: the topic is
 * preloaded, the group has joined and the code is warm when the clock starts. It looks behind the
 * library's back for that, which only a benchmark may do.
 */
export class RewoundConsumer {
  private readonly consumer: Consumer;
  private readonly partitions: number;
  private rowsBefore = 0;
  private parkedBefore = 0;
  private firstAt = 0;
  private lastAt = 0;

  constructor(
    app: INestApplicationContext,
    private readonly name: string,
    private readonly topic: string,
  ) {
    const server = app.get(MessagingServer, { strict: false }) as unknown as {
      readonly consumers: readonly RunningConsumer[];
    };
    const running = server.consumers.find((c) => c.name === name);
    if (!running) throw new Error(`There is no consumer ${name}`);
    this.consumer = running.consumer;
    this.partitions = messagingConfigFromEnv().partitions;
    this.consumer.on(this.consumer.events.START_BATCH_PROCESS, ({ payload }) => {
      if (payload.topic === topic) this.firstAt ||= Date.now();
    });
    this.watchCounter();
  }

  rewind(): void {
    this.rowsBefore = this.counted('rows_applied');
    this.parkedBefore = this.counted('rows_parked');
    this.firstAt = 0;
    this.lastAt = 0;
    for (let partition = 0; partition < this.partitions; partition++) {
      this.consumer.seek({ topic: this.topic, partition, offset: '0' });
    }
  }

  progress(): Progress {
    return {
      rows: this.counted('rows_applied') - this.rowsBefore,
      parked: this.counted('rows_parked') - this.parkedBefore,
      firstAt: this.firstAt,
      lastAt: this.lastAt,
    };
  }

  private watchCounter(): void {
    const add = messagingCounters.add.bind(messagingCounters);
    messagingCounters.add = (...args) => {
      if (args[0] === 'rows_applied' && args[2]?.consumer === this.name) this.lastAt = Date.now();
      add(...args);
    };
  }

  private counted(name: string): number {
    return messagingCounters
      .read()
      .filter((c) => c.name === name && c.labels.consumer === this.name)
      .reduce((sum, { value }) => sum + value, 0);
  }
}
