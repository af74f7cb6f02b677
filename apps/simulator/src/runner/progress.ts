import { type LogicalRequest, PHASES, type Phase } from '../requests/request';

const EVERY_MS = 200;

/** Counts rows by phase and writes a line now and then, for the launcher and for people. */
export class Progress {
  private readonly done = new Map<Phase, number>(PHASES.map((phase) => [phase, 0]));
  private writtenAt = -Infinity;

  constructor(
    private readonly totals: Readonly<Record<Phase, number>>,
    private readonly write: (line: object) => void,
    private readonly clock: () => number,
  ) {}

  add({ phase, rows }: LogicalRequest): void {
    const done = (this.done.get(phase) ?? 0) + rows;
    this.done.set(phase, done);
    const total = this.totals[phase];
    const now = this.clock();
    if (done < total && now - this.writtenAt < EVERY_MS) return;
    this.writtenAt = now;
    this.write({ phase, done, total, unit: 'rows' });
  }
}
