import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from '@youlu/embedded';
import { type ServiceUrls, distinctUrls } from '../report/service-urls';

const READY_MS_MAX = 90_000;
const SETTLE_EVERY_MS = 300;

async function getJson(url: string): Promise<{ status: number; body: unknown } | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return undefined; // not up, or on its way up again
  }
}

/** Resolves when every service says it is ready. */
export async function waitUntilReady(urls: ServiceUrls): Promise<void> {
  const end = Date.now() + READY_MS_MAX;
  for (const url of distinctUrls(urls)) {
    for (;;) {
      const answer = await getJson(`${url}/ready`);
      if (answer?.status === 200) break;
      if (Date.now() > end) {
        const missing = answer ? JSON.stringify(answer.body) : 'no answer';
        throw new EngineError(`${url} was not ready within 90 s (${missing}); see the log.`);
      }
      await sleep(100);
    }
  }
}

interface UnderWay {
  left: number;
  /** Work begun or done so far: equal at two looks means that nothing moved between them. */
  activity: number;
}

/** Everything under way, summed; undefined while a service does not answer. */
async function underWay(urls: ServiceUrls): Promise<UnderWay | undefined> {
  const sum: UnderWay = { left: 0, activity: 0 };
  for (const url of distinctUrls(urls)) {
    const answer = await getJson(`${url}/in-flight`);
    if (answer?.status !== 200) return undefined;
    const { total, activity } = answer.body as { total?: unknown; activity?: unknown };
    if (typeof total !== 'number' || typeof activity !== 'number') {
      throw new Error(`${url}/in-flight gave no total and activity`);
    }
    sum.left += total;
    sum.activity += activity;
  }
  return sum;
}

/**
 * Resolves when nothing is under way: no lag, no outbox row, no open request, and nothing moved
 * between two looks, since a message may be between two stores, or two services, at the first.
 */
export async function waitUntilSettled(
  urls: ServiceUrls,
  show: (left: number) => void,
): Promise<void> {
  let before: UnderWay | undefined;
  for (;;) {
    const now = await underWay(urls);
    if (now) show(now.left);
    if (now?.left === 0 && before?.left === 0 && now.activity === before.activity) return;
    before = now;
    await sleep(SETTLE_EVERY_MS);
  }
}

/** Whether nobody has used the services yet: the scenario never mixes with real data. */
export async function areEmpty(urls: ServiceUrls): Promise<boolean> {
  const questions: [string, (body: Record<string, unknown>) => unknown][] = [
    [`${urls.orders}/v1/orders/totals`, (body) => body.shipments],
    [`${urls.routing}/v1/routing/totals`, (body) => body.nodes],
    [`${urls.tracking}/v1/tracking/totals`, (body) => body.scansStored],
    [`${urls.coverage}/v1/registers`, (body) => (body.items as unknown[]).length],
  ];
  for (const [url, count] of questions) {
    const answer = await getJson(url);
    if (answer?.status !== 200) throw new EngineError(`${url} did not answer; see the log.`);
    if (count(answer.body as Record<string, unknown>) !== 0) return false;
  }
  return true;
}
