import { resourcesOf } from './processes/process-memory';

export interface PhaseFigures {
  name: string;
  seconds: number;
  /** Highest sum of resident memory over all our processes seen in the phase. */
  peakRssMb: number;
  /** The same by process. */
  peakRssMbBy: Record<string, number>;
}

/** Reading what the system knows of every process costs it 10 ms. */
const SAMPLE_EVERY_MS = 1_000;

/** Seconds and peak memory of each phase of a run, for run.json. */
export class PhaseClock {
  readonly phases: PhaseFigures[] = [];
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `pids` names the processes to look at; their descendants count for them. */
  constructor(private readonly pids: () => Record<string, number | undefined>) {}

  start(name: string): void {
    this.stop();
    this.phases.push({ name, seconds: 0, peakRssMb: 0, peakRssMbBy: {} });
    this.startedAt = performance.now();
    this.sample();
    this.timer = setInterval(() => this.sample(), SAMPLE_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    const phase = this.phases.at(-1);
    if (this.timer === undefined || phase === undefined) return;
    this.sample();
    clearInterval(this.timer);
    this.timer = undefined;
    phase.seconds = Math.round(performance.now() - this.startedAt) / 1_000;
  }

  private sample(): void {
    const phase = this.phases.at(-1);
    if (phase === undefined) return;
    const megabytes = resourcesOf(this.pids());
    let sum = 0;
    for (const [name, value] of Object.entries(megabytes)) {
      sum += value;
      phase.peakRssMbBy[name] = Math.max(phase.peakRssMbBy[name] ?? 0, value);
    }
    phase.peakRssMb = Math.max(phase.peakRssMb, sum);
  }
}
