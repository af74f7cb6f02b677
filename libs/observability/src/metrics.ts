import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

const HTTP_SECONDS_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** One value of somebody's own counters; names and labels come from code, so they are few. */
export interface CountedValue {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The figures of `/metrics`: one registry per process. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly httpSeconds: Histogram<'method' | 'route' | 'status'>;
  private readonly httpChildren = new Map<string, Histogram.Internal<string>>();
  private readonly counted: { prefix: string; read: () => readonly CountedValue[] }[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.httpSeconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request line in to the last byte out',
      labelNames: ['method', 'route', 'status'],
      buckets: HTTP_SECONDS_BUCKETS,
      registers: [this.registry],
    });
  }

  /** `route` is the pattern (`/v1/shipments/:trackingNumber`), never the path as asked. */
  observeHttp(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${status}`;
    let child = this.httpChildren.get(key);
    if (child === undefined) {
      child = this.httpSeconds.labels({ method, route, status: String(status) });
      this.httpChildren.set(key, child);
    }
    child.observe(seconds);
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** Shows counters somebody else keeps, read at each scrape, as `<prefix>_<name>`. */
  showCounters(prefix: string, read: () => readonly CountedValue[]): void {
    this.counted.push({ prefix, read });
  }

  /** The text of `/metrics`, in Prometheus' exposition format. */
  async text(): Promise<string> {
    const own = await this.registry.metrics();
    return own + this.counted.map(({ prefix, read }) => expose(prefix, read())).join('');
  }
}

/** Counters as exposition text: values of one name stand together under one TYPE line. */
function expose(prefix: string, values: readonly CountedValue[]): string {
  const byName = new Map<string, CountedValue[]>();
  for (const value of values) {
    const same = byName.get(value.name);
    if (same) same.push(value);
    else byName.set(value.name, [value]);
  }
  const lines: string[] = [];
  for (const [name, same] of byName) {
    lines.push(`# TYPE ${prefix}_${name} counter`);
    for (const { labels, value } of same)
      lines.push(`${prefix}_${name}${labelText(labels)} ${value}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function labelText(labels: CountedValue['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
