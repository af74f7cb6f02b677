import { join } from 'node:path';
import type { LaunchOptions } from '../arguments';
import type { ScenarioChoice } from '../scenario/scenario-choice';
import { type Progress, parseProgress } from '../progress';
import { SERVICES, type ServiceUrls, distinctUrls } from '../../report/service-urls';

/** How the simulator is told what to do; its cursor lies in a folder of its own. */
export function simulatorArguments(
  choice: ScenarioChoice,
  urls: ServiceUrls,
  options: Pick<LaunchOptions, 'stateDir' | 'outDir'>,
): string[] {
  const [only, ...others] = distinctUrls(urls);
  const addresses =
    others.length === 0 && only !== undefined
      ? ['--base-url', only]
      : SERVICES.flatMap((service) => ['--base-url', `${service}=${urls[service]}`]);
  return [
    ...addresses,
    ...['--scope', choice.scope, '--seed', choice.seed],
    ...['--weeks', String(choice.weeks), '--sample', `1:${choice.sampleEvery}`],
    ...(choice.flowsOnly ? ['--flows-only'] : []),
    ...(choice.from && choice.to ? ['--from', choice.from, '--to', choice.to] : []),
    ...['--state', join(options.stateDir, 'simulator')],
    ...(options.outDir === undefined ? [] : ['--out', options.outDir]),
  ];
}

/** Reads what the simulator writes: progress lines for the person, at last its own counts. */
export class SimulatorOutput {
  private settleTotal = 0;

  constructor(
    private readonly progress: Progress,
    /** What the simulator counted, e.g. `scansAccepted`. */
    public summary: Record<string, number>,
  ) {}

  read(line: string): void {
    const progress = parseProgress(line);
    if (progress) return this.progress.show(progress);
    const counts = parseSummary(line);
    if (counts) this.summary = counts;
    else this.progress.say(line);
  }

  /** Progress of what is still under way: the total is the most that was seen. */
  showSettling(left: number): void {
    this.settleTotal = Math.max(this.settleTotal, left);
    if (this.settleTotal === 0) return;
    const done = this.settleTotal - left;
    this.progress.show({ phase: 'settle', done, total: this.settleTotal });
  }
}

/** `{"phase":"summary", "scansAccepted": 1, …}`: its numbers. */
function parseSummary(line: string): Record<string, number> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    if (value.phase !== 'summary') return undefined;
    const counts = Object.entries(value).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    );
    return Object.fromEntries(counts);
  } catch {
    return undefined;
  }
}
