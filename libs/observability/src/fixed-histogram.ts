import type { Sample } from './exposition';

/** Counts of values up to each bound: adding one is an index and two additions. */
export class FixedHistogram {
  private readonly counts: number[];
  private sum = 0;
  private count = 0;

  constructor(
    private readonly bounds: readonly number[],
    private readonly labels: Readonly<Record<string, string>>,
  ) {
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    const i = this.bounds.findIndex((bound) => value <= bound);
    if (i >= 0) this.counts[i] = (this.counts[i] ?? 0) + 1;
    this.sum += value;
    this.count += 1;
  }

  samples(): Sample[] {
    let below = 0;
    const buckets = this.bounds.map((bound, i) => {
      below += this.counts[i] ?? 0;
      return { suffix: '_bucket', labels: { ...this.labels, le: String(bound) }, value: below };
    });
    return [
      ...buckets,
      { suffix: '_bucket', labels: { ...this.labels, le: '+Inf' }, value: this.count },
      { suffix: '_sum', labels: this.labels, value: this.sum },
      { suffix: '_count', labels: this.labels, value: this.count },
    ];
  }
}
