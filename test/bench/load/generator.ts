// The load: a process of its own, so that its cost is seen and kept apart from what it loads.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveCalls } from './calls';
import { type Freshness, type FreshnessOptions, watchFreshness } from './freshness-watch';
import { type HttpAnswer, closedLoop, requestBytes } from './http-connection';
import { type OpenLoopOptions, openLoop } from './open-loop';
import { tellScans, tellShipments } from './tell';
import {
  type WorkloadOptions,
  bodyOf,
  bookingsOf,
  distinctScans,
  parcelsOf,
  scansOf,
  uploadsOf,
} from './workload';

interface Posting {
  readonly port: number;
  readonly connections: number;
}

let requests: Buffer[] = [];

function accepted(answer: HttpAnswer): number {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`);
  return Number(/"accepted":(\d+)/.exec(answer.body)?.[1] ?? 0);
}

serveCalls({
  /** Makes the uploads of a series; only then does the clock start. */
  prepareScans({
    size,
    uploadsMax,
    ...workload
  }: WorkloadOptions & { size: number; uploadsMax?: number }) {
    const uploads = uploadsOf(scansOf(workload), size).slice(0, uploadsMax);
    requests = uploads.map((upload) => requestBytes('POST', '/v1/scans', bodyOf(upload)));
    const scans = uploads.reduce((sum, upload) => sum + upload.scans.length, 0);
    return { requests: requests.length, scans, distinct: distinctScans(workload) };
  },

  prepareBookings(workload: WorkloadOptions) {
    requests = bookingsOf(workload).map((b) => requestBytes('POST', '/v1/shipment-batches', b));
    return requests.length;
  },

  /** Posts what was prepared, each connection as fast as it is answered. */
  async post({ port, connections }: Posting) {
    let rows = 0;
    const begun = performance.now();
    await closedLoop(port, connections, requests, (answer) => (rows += accepted(answer)));
    return { ms: performance.now() - begun, rows };
  },

  /** The same requests over and over for so long. */
  async postFor({ port, connections, ms }: Posting & { ms: number }) {
    let rows = 0;
    let answers = 0;
    const begun = performance.now();
    const until = begun + ms;
    const endless = new Proxy(requests, {
      get: (all, key) => {
        if (key === 'length') return performance.now() < until ? Number.MAX_SAFE_INTEGER : 0;
        return all[Number(key) % all.length];
      },
    });
    await closedLoop(port, connections, endless, (answer) => {
      rows += accepted(answer);
      answers++;
    });
    return { ms: performance.now() - begun, rows, answers };
  },

  tellScans: (options: WorkloadOptions & { size: number }) => tellScans(options),
  tellShipments: (options: WorkloadOptions) => tellShipments(options),

  /** GETs of timelines at a rate, whatever the answers take. */
  async read({
    workload,
    ...options
  }: Omit<OpenLoopOptions, 'requests'> & {
    workload: WorkloadOptions;
  }) {
    const numbers = parcelsOf(workload).map(({ trackingNumber }) => trackingNumber);
    const gets = numbers.map((_, i) => {
      const number = numbers[(i * 7_919) % numbers.length] as string;
      return requestBytes('GET', `/v1/parcels/${number}`);
    });
    return openLoop({ ...options, requests: gets });
  },

  freshness: (options: FreshnessOptions): Promise<Freshness> => watchFreshness(options),

  rest: (ms: number) => sleep(ms),
});
