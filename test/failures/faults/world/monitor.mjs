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

/** Looks every second at what must stay bounded. */
export class Monitor {
  constructor(world) {
    this.world = world;
    this.peaks = new Map();
    this.outboxPeak = 0;
  }

  start() {
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
  }
}
