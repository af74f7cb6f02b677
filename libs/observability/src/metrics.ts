import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { expose, type MetricFamily } from './exposition';

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
  private readonly shown: (() => Promise<readonly MetricFamily[]> | readonly MetricFamily[])[] = [];

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
    this.show(() => familiesOf(prefix, read()));
  }

  /** Shows whatever somebody else keeps, read at each scrape; must answer soon and not reject. */
  show(read: () => Promise<readonly MetricFamily[]> | readonly MetricFamily[]): void {
    this.shown.push(read);
  }

  /** The text of `/metrics`, in Prometheus' exposition format. */
  async text(): Promise<string> {
    const own = await this.registry.metrics();
    const shown = await Promise.all(this.shown.map(async (read) => expose(await read())));
    return own + shown.join('');
  }
}

/** Values of one name stand together, in the order in which names were first counted. */
function familiesOf(prefix: string, values: readonly CountedValue[]): MetricFamily[] {
  const byName = new Map<string, CountedValue[]>();
  for (const value of values) {
    const same = byName.get(value.name);
    if (same) same.push(value);
    else byName.set(value.name, [value]);
  }
  return [...byName].map(([name, samples]) => ({
    name: `${prefix}_${name}`,
    type: 'counter',
    help: `${name.replaceAll('_', ' ')} since the process began`,
    samples,
  }));
}
