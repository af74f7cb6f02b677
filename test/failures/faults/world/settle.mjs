import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from './world.mjs';

const LOOK_EVERY_MS = 250;
const CALM_LOOKS = 3;

/** Outbox rows of each service, sent or not. */
async function outboxes(rows) {
  const counts = SERVICES.map((s) => `SELECT '${s}' AS service, count(*) AS n FROM ${s}.outbox`);
  return rows.query('public', counts.join(' UNION ALL '));
}

/**
 * Waits until nothing is under way: no lag, no outbox row, and the log has not grown between several
 * looks in a row. Asks Kafka and PostgreSQL, not the services.
 * @returns what is still under way after `msMax`, one line each; empty when all is at rest
 */
export async function settle({ log, rows }, msMax) {
  let calm = 0;
  let writtenBefore = -1;
  for (const end = Date.now() + msMax; ; await sleep(LOOK_EVERY_MS)) {
    const waiting = await underWay(log, rows).catch((error) => ({
      lines: [error.message],
      written: -1,
    }));
    const quiet = waiting.lines.length === 0 && waiting.written === writtenBefore;
    writtenBefore = waiting.written;
    calm = quiet ? calm + 1 : 0;
    if (calm >= CALM_LOOKS) return [];
    if (Date.now() > end) return waiting.lines.length > 0 ? waiting.lines : ['the log never rests'];
  }
}

/** The outboxes first: what leaves one meanwhile is lag by then. */
async function underWay(log, rows) {
  const sums = await outboxes(rows);
  const { lags, written } = await log.lags();
  const lines = [
    ...sums.filter(({ n }) => n > 0).map(({ service, n }) => `outbox of ${service}: ${n} rows`),
    ...[...lags].map(([where, lag]) => `lag of ${where}: ${lag}`),
  ];
  return { lines, written };
}
