// Processor time and memory of a run's processes, read from /proc.
import { readFileSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    // utime + stime of the process, and of the children it has seen to their end
    return {
      pid,
      parent: fields[1],
      ticks: fields[11] + fields[12],
      ended: fields[13] + fields[14],
    };
  } catch {
    return undefined; // it has ended since
  }
}

/** These processes and all below them: the database has one process per connection. */
function family(roots) {
  const all = readdirSync('/proc')
    .filter((f) => /^\d+$/.test(f))
    .map((f) => stat(Number(f)))
    .filter(Boolean);
  const members = new Set(roots);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of all) {
      if (members.has(parent) && !members.has(pid)) {
        members.add(pid);
        grown = true;
      }
    }
  }
  return all.filter(({ pid }) => members.has(pid));
}

/** Processor seconds each living process of the family has used so far, by pid. */
export function processorSeconds(roots) {
  return new Map(family(roots).map(({ pid, ticks }) => [pid, ticks / TICKS]));
}

/** Seconds used between two readings by processes that were there both times. */
export function secondsBetween(before, after) {
  let sum = 0;
  for (const [pid, seconds] of after) sum += seconds - (before.get(pid) ?? 0);
  return sum;
}

/**
 * Processor seconds by name, for names that stand for process ids: each with all that is below it.
 * What has ended counts too, at the parent that reaped it, so that a backend of the database which
 * came and went between two readings is not lost.
 */
export function secondsOf(pids) {
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const ticks = family([pid].flat()).reduce((sum, p) => sum + p.ticks + p.ended, 0);
      return [name, ticks / TICKS];
    }),
  );
}

/** Processor microseconds per operation, by name, since an earlier reading. */
export function microsecondsPer(operations, before, pids) {
  const after = secondsOf(pids);
  return Object.fromEntries(
    Object.keys(pids).map((name) => [
      `${name}_us`,
      Math.round(((after[name] - before[name]) / operations) * 1e8) / 100,
    ]),
  );
}
