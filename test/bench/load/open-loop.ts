import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection } from './http-connection';
import { percentile } from './percentile';

export interface OpenLoopOptions {
  readonly port: number;
  readonly connections: number;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly requests: readonly Buffer[];
}

export interface OpenLoopResult {
  readonly answers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly bytes: number;
}

/**
 * Sends at a fixed rate. A latency counts from the moment the request was due, not from when a
 * connection was free for it: a server that stalls is charged for everyone it kept waiting
 * (coordinated omission).
 */
export async function openLoop(options: OpenLoopOptions): Promise<OpenLoopResult> {
  const { port, connections, rate, seconds, requests } = options;
  const free = await Promise.all(
    Array.from({ length: connections }, () => HttpConnection.open(port)),
  );
  const all = [...free];
  const total = Math.round(rate * seconds);
  const latencies: number[] = [];
  let bytes = 0;
  const failures: unknown[] = [];
  const due: { index: number; at: number }[] = [];
  const pump = (): void => {
    while (due.length > 0 && free.length > 0) {
      const { index, at } = due.shift() as { index: number; at: number };
      const connection = free.pop() as HttpConnection;
      connection.send(requests[index % requests.length] as Buffer).then(
        ({ status, body }) => {
          if (status !== 200) failures.push(new Error(`${status}: ${body.slice(0, 300)}`));
          latencies.push(performance.now() - at);
          bytes += body.length;
          free.push(connection);
          pump();
        },
        (error: unknown) => failures.push(error),
      );
    }
  };
  const begun = performance.now();
  for (let index = 0; index < total && failures.length === 0;) {
    const late = Math.min(total, Math.floor(((performance.now() - begun) * rate) / 1_000) + 1);
    for (; index < late; index++) due.push({ index, at: begun + (index * 1_000) / rate });
    pump();
    await sleep(1);
  }
  while (latencies.length < total && failures.length === 0) await nextTurn();
  for (const connection of all) connection.close();
  if (failures.length > 0) throw failures[0];
  return {
    answers: latencies.length,
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
    maxMs: percentile(latencies, 100),
    bytes,
  };
}
