import { settle } from '../world/settle.mjs';

const REST_MS_MAX = 60_000;
/** Services take 100–250 MB under load; what grows without bound passes this within a run. */
const MEMORY_MB_MAX = 700;
const FILES_MAX = 400;
const OUTBOX_MAX = 20_000;

/** I13: after the last fault heals, lag and outboxes return to 0, of every group that there is. */
export async function lagReturnsToZero({ world }) {
  return [...(await settle(world, REST_MS_MAX)), ...(await world.log.strangeGroups())];
}

/** I14: memory, sockets and outboxes stay bounded. */
export async function resourcesAreBounded({ monitor }) {
  const lines = [];
  for (const [name, { mb, files }] of monitor.peaks) {
    if (mb > MEMORY_MB_MAX) lines.push(`${name}: ${Math.round(mb)} MB, more than ${MEMORY_MB_MAX}`);
    if (files > FILES_MAX) lines.push(`${name}: ${files} open files, more than ${FILES_MAX}`);
  }
  if (monitor.outboxPeak > OUTBOX_MAX) lines.push(`outboxes held ${monitor.outboxPeak} rows`);
  return lines;
}

/** Each start after a fault worked again within its bound, counted from process start. */
export async function recoversInTime({ world }) {
  return world.recoveries
    .filter(({ ms, bound }) => ms > bound)
    .map(({ name, ms, bound }) => `${name} took ${Math.round(ms)} ms, more than ${bound}`);
}
