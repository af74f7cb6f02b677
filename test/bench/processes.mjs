// Processor time and memory of a run's processes, read from /proc.
import { readFileSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
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
