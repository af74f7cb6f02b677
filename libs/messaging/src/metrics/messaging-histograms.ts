import { FixedHistogram, type MetricFamily } from '@youlu/observability';

const ROWS = [1, 10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000, 20_000];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** How large this process's batches are and how long their transactions take, by consumer. */
class MessagingHistograms {
  private readonly rows = new Map<string, FixedHistogram>();
  private readonly seconds = new Map<string, FixedHistogram>();

  begin(consumer: string): void {
    const labels = { consumer };
    if (this.rows.has(consumer)) return;
    this.rows.set(consumer, new FixedHistogram(ROWS, labels));
    this.seconds.set(consumer, new FixedHistogram(SECONDS, labels));
  }

  batchApplied(consumer: string, rows: number, seconds: number): void {
    this.begin(consumer);
    this.rows.get(consumer)?.observe(rows);
    this.seconds.get(consumer)?.observe(seconds);
  }

  families(): MetricFamily[] {
    const all = (of: Map<string, FixedHistogram>) => [...of.values()].flatMap((h) => h.samples());
    return [
      {
        name: 'messaging_batch_rows',
        type: 'histogram',
        help: 'Rows of one transaction of a consumer',
        samples: all(this.rows),
      },
      {
        name: 'messaging_batch_seconds',
        type: 'histogram',
        help: 'Time of one transaction of a consumer',
        samples: all(this.seconds),
      },
    ];
  }
}

export const messagingHistograms = new MessagingHistograms();
