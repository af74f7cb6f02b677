import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { SERVICES } from './world.mjs';

const LOOK_EVERY_MS = 1_000;

/** Resident memory in MB and open files of a process; undefined when it has ended. */
function looked(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mb = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1_024;
    return { mb, files: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return undefined;
  }
}

/** Memory of an engine in MB: its process, and what the processes that it started have for themselves. */
function memoryOf(pid) {
  const status = (of) => {
    try {
      return readFileSync(`/proc/${of}/status`, 'utf8');
    } catch {
      return ''; // it has ended
    }
  };
  const kb = (field, text) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const own = children.map(status).filter((text) => kb('PPid', text) === pid);
  return (
    (kb('VmRSS', status(pid)) + own.reduce((sum, text) => sum + kb('RssAnon', text), 0)) / 1_024
  );
}

/** MB in a folder. */
function diskOf(folder) {
  const { stdout } = spawnSync('du', ['-sk', folder], { encoding: 'utf8' }); // 1: a file went meanwhile
  return Number(/^\d+/.exec(stdout)?.[0] ?? 0) / 1_024;
}

/** Looks every second at what must stay bounded. */
export class Monitor {
  constructor(world) {
    this.world = world;
    this.peaks = new Map();
    this.outboxPeak = 0;
    /** Of the engines, in MB. */
    this.enginePeaks = new Map();
  }

  start() {
    this.diskBefore = diskOf(this.world.engines.folder);
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    return this;
  }

  async look() {
    for (const { name, pid, isRunning } of this.world.services.values()) {
      const now = isRunning ? looked(pid) : undefined;
      if (now === undefined) continue;
      const peak = this.peaks.get(name) ?? { mb: 0, files: 0 };
      this.peaks.set(name, {
        mb: Math.max(peak.mb, now.mb),
        files: Math.max(peak.files, now.files),
        mbNow: now.mb,
        filesNow: now.files,
      });
    }
    for (const { name, pid, isRunning } of this.world.engines.all) {
      if (isRunning)
        this.enginePeaks.set(name, Math.max(this.enginePeaks.get(name) ?? 0, memoryOf(pid)));
    }
    if (this.asking) return;
    this.asking = this.outboxRows().finally(() => delete this.asking);
    await this.asking;
  }

  /** Unknown while the database is away. */
  async outboxRows() {
    const sum = SERVICES.map((s) => `(SELECT count(*) FROM ${s}.outbox)`).join(' + ');
    const [row] = await this.world.rows.query('public', `SELECT ${sum} AS n`).catch(() => []);
    if (row) this.outboxPeak = Math.max(this.outboxPeak, row.n);
  }

  async stop() {
    clearInterval(this.timer);
    await this.asking;
    await this.look();
    const engines = [...this.enginePeaks].map(([name, mb]) => `${name} ${Math.round(mb)} MB`);
    const services = [...this.peaks].map(([name, { mb }]) => `${name} ${Math.round(mb)} MB`);
    this.diskMb = diskOf(this.world.engines.folder) - this.diskBefore;
    this.world.note(
      `most memory: ${[...services, ...engines].join(', ')}; disk grew by ${Math.round(this.diskMb)} MB`,
    );
  }
}
