import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const HAS_PROC = existsSync('/proc/self/stat');

/**
 * Whether a process exists and has not ended. A zombie counts as ended: engines are detached, so
 * after the death of their launcher nobody may be there to reap them.
 */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return statusLetter(pid) !== 'Z';
}

function statusLetter(pid: number): string {
  if (!HAS_PROC) return '?';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '?'; // the name before it may hold anything
  } catch {
    return 'Z';
  }
}

/** The words a process was started with; empty when it is gone or may not be read. */
export function commandLineOf(pid: number): string[] {
  try {
    if (HAS_PROC) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    const line = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return line.trim().split(' ');
  } catch {
    return [];
  }
}

/** The first running process whose command line matches (Linux only; elsewhere none). */
export function findProcess(matches: (words: string[]) => boolean): number | undefined {
  if (!HAS_PROC) return undefined;
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (pid > 0 && matches(commandLineOf(pid)) && isRunning(pid)) return pid;
  }
  return undefined;
}

/** True when the process ended within the time given. */
export async function waitForExit(pid: number, millisecondsMax: number): Promise<boolean> {
  const end = Date.now() + millisecondsMax;
  while (isRunning(pid)) {
    if (Date.now() >= end) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Sends each signal in turn, giving the process the stated time after each, until it has ended.
 * Tells which signal was enough; undefined if it had ended before or none was.
 */
export async function endProcess(
  pid: number,
  steps: { signal: NodeJS.Signals; waitMs: number }[],
): Promise<NodeJS.Signals | undefined> {
  for (const { signal, waitMs } of steps) {
    if (!isRunning(pid)) return undefined;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
      throw error;
    }
    if (await waitForExit(pid, waitMs)) return signal;
  }
  return undefined;
}
