/** A record as the outbox keeps it. */
export interface OutboxRecord {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly value: Buffer;
}

const BYTES_MAX = 32_000_000;

/**
 * Values of outbox rows that this process has just committed, so that its relay need not ask for what
 * was written a moment ago. Which rows there are, the table alone says; the value of one that is not
 * here (another process wrote it, too much was waiting) is read from it.
 */
export class FreshValues {
  private readonly values = new Map<string, Buffer>();
  private bytes = 0;

  keep(records: readonly OutboxRecord[]): void {
    for (const { id, value } of records) {
      this.values.set(id, value);
      this.bytes += value.length;
    }
    for (const id of this.values.keys()) {
      if (this.bytes <= BYTES_MAX) return;
      this.forget(id);
    }
  }

  /** The first that came; what is forgotten meanwhile stays in the answer. */
  oldest(count: number): ReadonlyMap<string, Buffer> {
    const oldest = new Map<string, Buffer>();
    for (const [id, value] of this.values) {
      if (oldest.size >= count) break;
      oldest.set(id, value);
    }
    return oldest;
  }

  forget(id: string): void {
    this.bytes -= this.values.get(id)?.length ?? 0;
    this.values.delete(id);
  }

  clear(): void {
    this.values.clear();
    this.bytes = 0;
  }
}
