import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { HttpConnection, requestBytes } from './http-connection';
import { percentile } from './percentile';
import { type DeviceScan, type WorkloadOptions, bodyOf, scansOf, uploadsOf } from './workload';

export interface FreshnessOptions extends WorkloadOptions {
  readonly trackingPort: number;
  readonly ordersPort: number;
  readonly databaseUrl: string;
  readonly scansPerSecond: number;
  readonly scansOfAnUpload: number;
  readonly seconds: number;
}

export interface Freshness {
  readonly samples: number;
  /** Really sent, from the first upload to the end of the last. */
  readonly scansPerSecond: number;
  readonly timelineP50Ms: number;
  readonly timelineP99Ms: number;
  readonly evidenceP50Ms: number;
  readonly evidenceP99Ms: number;
  readonly orderP50Ms: number;
  readonly orderP99Ms: number;
}

const LOOK_EVERY_MS = 4;
const GIVE_UP_MS = 20_000;
/** Samples that may wait at once: three seconds of them. */
const LANES = 64;
const DATABASE_CONNECTIONS = 4;

/** A scan whose way through the house is watched, and since when the client has its answer. */
interface Sample {
  readonly scan: DeviceScan;
  readonly acceptedAt: number;
}

interface Look {
  /** Whether its effect can be seen, asked as a client asks. */
  readonly isVisible: (scan: DeviceScan) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The order's state that a scan of this kind leads to. */
const STATE_OF: Readonly<Record<string, string>> = { accepted: 'accepted', delivered: 'delivered' };

/**
 * Uploads at a steady rate, follows one scan of each upload (an `accepted` or `delivered` one, since
 * those are evidence and change the order), and asks for it every 4 ms until it can be seen: the
 * timeline and the order by their doors, the evidence by the row that coverage's reads start from.
 */
export async function watchFreshness(options: FreshnessOptions): Promise<Freshness> {
  const { scansOfAnUpload, scansPerSecond, seconds } = options;
  const every = (scansOfAnUpload / scansPerSecond) * 1_000;
  const uploads = uploadsOf(scansOf(options), scansOfAnUpload).slice(
    0,
    Math.floor((seconds * 1_000) / every),
  );
  const sender = await HttpConnection.open(options.trackingPort);
  const timeline = new Watch(await timelineLooks(options.trackingPort));
  const order = new Watch(await orderLooks(options.ordersPort));
  const evidence = new Watch(evidenceLooks(options.databaseUrl));
  const watches = [timeline, order, evidence];
  const requests = uploads.map((upload) => requestBytes('POST', '/v1/scans', bodyOf(upload)));
  const begun = performance.now();
  for (const [i, upload] of uploads.entries()) {
    await sleep(Math.max(0, begun + i * every - performance.now()));
    const { status, body } = await sender.send(requests[i] as Buffer);
    if (status !== 200) throw new Error(`${status}: ${body}`);
    const acceptedAt = performance.now();
    const scan = upload.scans.find(({ kind }) => STATE_OF[kind] !== undefined);
    if (scan) for (const watch of watches) watch.follow({ scan, acceptedAt });
  }
  const sentMs = performance.now() - begun;
  sender.close();
  const [timelineMs, orderMs, evidenceMs] = await Promise.all(watches.map((w) => w.finish()));
  return {
    samples: timelineMs?.length ?? 0,
    scansPerSecond: Math.round((uploads.length * scansOfAnUpload * 1_000) / sentMs),
    timelineP50Ms: percentile(timelineMs ?? [], 50),
    timelineP99Ms: percentile(timelineMs ?? [], 99),
    evidenceP50Ms: percentile(evidenceMs ?? [], 50),
    evidenceP99Ms: percentile(evidenceMs ?? [], 99),
    orderP50Ms: percentile(orderMs ?? [], 50),
    orderP99Ms: percentile(orderMs ?? [], 99),
  };
}

/** Follows samples over a few connections, each sample from when it was accepted. */
class Watch {
  private readonly waits: number[] = [];
  private readonly free: Look[];
  private readonly running = new Set<Promise<void>>();
  private failure: unknown;

  constructor(private readonly looks: readonly Look[]) {
    this.free = [...looks];
  }

  follow(sample: Sample): void {
    const look = this.free.pop();
    if (!look) {
      this.failure ??= new Error(`Over ${LANES} samples wait at once: it is not keeping up`);
      return;
    }
    const run = this.one(look, sample)
      .catch((error: unknown) => (this.failure ??= error))
      .then(() => {
        this.free.push(look);
        this.running.delete(run);
      });
    this.running.add(run);
  }

  async finish(): Promise<number[]> {
    await Promise.all(this.running);
    await Promise.all(this.looks.map(({ close }) => close()));
    if (this.failure !== undefined) throw this.failure;
    return this.waits;
  }

  private async one(look: Look, { scan, acceptedAt }: Sample): Promise<void> {
    while (!(await look.isVisible(scan))) {
      if (performance.now() - acceptedAt > GIVE_UP_MS) {
        throw new Error(`${scan.scanId} is not to be seen after 20 s`);
      }
      await sleep(LOOK_EVERY_MS);
    }
    this.waits.push(performance.now() - acceptedAt);
  }
}

async function httpLooks(
  port: number,
  pathOf: (scan: DeviceScan) => string,
  shows: (body: string, scan: DeviceScan) => boolean,
): Promise<Look[]> {
  const connections = await Promise.all(
    Array.from({ length: LANES }, () => HttpConnection.open(port)),
  );
  return connections.map((connection) => ({
    isVisible: async (scan) => {
      const { status, body } = await connection.send(requestBytes('GET', pathOf(scan)));
      if (status !== 200 && status !== 404) throw new Error(`${status}: ${body}`);
      return shows(body, scan);
    },
    close: async () => connection.close(),
  }));
}

function timelineLooks(port: number): Promise<Look[]> {
  return httpLooks(
    port,
    ({ trackingNumber }) => `/v1/parcels/${trackingNumber}`,
    (body, { scanId }) => body.includes(scanId),
  );
}

/** Delivered follows accepted, so an order that is further than the scan has seen it too. */
function orderLooks(port: number): Promise<Look[]> {
  return httpLooks(
    port,
    ({ trackingNumber }) => `/v1/shipments/${trackingNumber}`,
    (body, { kind }) => {
      const state = /"state":"([a-z-]+)"/.exec(body)?.[1];
      return kind === 'accepted' ? state !== 'booked' : state === STATE_OF[kind];
    },
  );
}

function evidenceLooks(databaseUrl: string): Look[] {
  const pool = new Pool({ connectionString: databaseUrl, max: DATABASE_CONNECTIONS });
  return Array.from({ length: LANES }, (_, lane): Look => ({
    isVisible: async ({ trackingNumber, scanId }) => {
      const { rowCount } = await pool.query({
        name: 'evidence',
        text: `SELECT FROM coverage.parcel_facts
          WHERE tracking_number = $1 AND scan_id = $2 AND is_evidence`,
        values: [trackingNumber, scanId],
      });
      return rowCount === 1;
    },
    close: async () => {
      if (lane === 0) await pool.end();
    },
  }));
}
