/** What messaging counts; names end in what they count, times in `_seconds_total`. */
export type CounterName =
  | 'batches_applied'
  | 'rows_applied'
  | 'apply_seconds_total'
  | 'rows_parked'
  | 'records_skipped'
  | 'batches_retried'
  | 'records_sent'
  | 'records_resent'
  | 'bytes_sent'
  | 'outbox_records_relayed'
  | 'consumer_crashes'
  | 'relay_failures';

export interface Counted {
  readonly name: CounterName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Plain counters of this process, for whoever shows them. */
export class MessagingCounters {
  private readonly counted = new Map<string, { -readonly [K in keyof Counted]: Counted[K] }>();

  add(name: CounterName, by: number, labels: Readonly<Record<string, string>> = {}): void {
    const key = `${name}|${Object.values(labels).join('|')}`;
    const entry = this.counted.get(key);
    if (entry) entry.value += by;
    else this.counted.set(key, { name, labels, value: by });
  }

  read(): Counted[] {
    return [...this.counted.values()];
  }
}

export const messagingCounters = new MessagingCounters();
