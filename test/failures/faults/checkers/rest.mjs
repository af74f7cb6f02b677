import { isCrowded } from '../world/recovery.mjs';
import { settle } from '../world/settle.mjs';

const REST_MS_MAX = 60_000;
/**
 * Services take 100–350 MB under load, the broker 280 (its heap is 256), the database with a hundred sessions
 * 500; what grows without bound passes this within a run.
 */
const MEMORY_MB_MAX = 700;
/**
 * Kept runs wrote 2 to 7 KB for each accepted scan: its log record, its rows, the outbox and what is
 * published of it, all of them once more in the database's own log. Twice that, and what stands there
 * anyhow: segments that are made whole in advance, empty tables, logs of the processes.
 */
const DISK_KB_MAX_PER_SCAN = 14;
const DISK_MB_AT_REST = 200;
const FILES_MAX = 400;
const OUTBOX_MAX = 20_000;

/** I13: after the last fault heals, lag and outboxes return to 0, of every group that there is. */
export async function lagReturnsToZero({ world }) {
  return [...(await settle(world, REST_MS_MAX)), ...(await world.log.strangeGroups())];
}

/** I14: memory, disk, sockets and outboxes stay bounded. */
export async function resourcesAreBounded({ monitor, journal }) {
  const lines = [];
  for (const [name, { mb, files }] of monitor.peaks) {
    if (mb > MEMORY_MB_MAX) lines.push(`${name}: ${Math.round(mb)} MB, more than ${MEMORY_MB_MAX}`);
    if (files > FILES_MAX) lines.push(`${name}: ${files} open files, more than ${FILES_MAX}`);
  }
  for (const [name, mb] of monitor.enginePeaks)
    if (mb > MEMORY_MB_MAX) lines.push(`${name}: ${Math.round(mb)} MB, more than ${MEMORY_MB_MAX}`);
  const scans = journal.accepted().length;
  const diskMax = DISK_MB_AT_REST + (scans * DISK_KB_MAX_PER_SCAN) / 1_024;
  if (monitor.diskMb > diskMax)
    lines.push(
      `disk grew by ${Math.round(monitor.diskMb)} MB for ${scans} scans, more than ${Math.round(diskMax)}`,
    );
  if (monitor.outboxPeak > OUTBOX_MAX) lines.push(`outboxes held ${monitor.outboxPeak} rows`);
  return lines;
}

/**
 * Each start after a fault worked again within its bound, counted from process start: by the clock in the
 * long form; in the short form, and where the machine had no core free, without the time in which others had it.
 */
export async function recoversInTime({ world, byClock }) {
  return world.recoveries
    .map((recovery) => ({
      ...recovery,
      took: byClock && !isCrowded(recovery) ? recovery.wallMs : recovery.ms,
    }))
    .filter(({ took, bound }) => took > bound)
    .map(({ name, took, bound }) => `${name} took ${Math.round(took)} ms, more than ${bound}`);
}
