import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { OptionMistake } from '../command/option-mistake';
import { usageOf } from '../command/usage';

/** What can be made anew, and the program of its service that does it. */
const PROGRAMS: Readonly<Record<string, readonly [file: string, ...args: string[]]>> = {
  'tracking.parcels': ['tracking/src/rebuild.cli.js', 'parcels'],
  'tracking.volumes': ['tracking/src/rebuild.cli.js', 'volumes'],
  'tracking.snapshots': ['tracking/src/republish-parcels.cli.js'],
  'orders.cells': ['orders/src/rebuild.cli.js', 'cells'],
  'orders.links': ['orders/src/republish-links.cli.js'],
  'coverage.evidence': ['coverage/src/rebuild.cli.js', 'evidence'],
  'coverage.links': ['coverage/src/rebuild.cli.js', 'links'],
  'coverage.units': ['coverage/src/rebuild.cli.js', 'units'],
  'coverage.visits': ['coverage/src/rebuild.cli.js', 'visits'],
  'coverage.village-days': ['coverage/src/rebuild.cli.js', 'village-days'],
};

/** These only tell again what is kept. */
const TOLD_AGAIN = ['tracking.snapshots', 'orders.links'];
const REBUILD_NAMES = Object.keys(PROGRAMS);

export interface RebuildCommand {
  readonly kind: 'rebuild';
  readonly name: string;
  readonly isDryRun: boolean;
}

export const REBUILD_USAGE = usageOf(
  `rebuild NAME [--dry-run]
    ${REBUILD_NAMES.slice(0, 5).join(', ')},
    ${REBUILD_NAMES.slice(5).join(', ')}`,
  '由留存的数据重新计算；DATABASE_URL 指明服务存放数据之处。makes it anew from what is kept; reads DATABASE_URL, where the service keeps its rows',
);

/** @throws OptionMistake */
export function rebuildOf(
  [name = '', ...more]: readonly string[],
  isDryRun: boolean,
): RebuildCommand {
  if (!Object.hasOwn(PROGRAMS, name) || more.length > 0) {
    const typed = [name, ...more].join(' ');
    throw new OptionMistake(
      `rebuild 须为 ${REBUILD_NAMES.join('、')} 之一，不是 "${typed}"。rebuild takes one of ${REBUILD_NAMES.join(', ')}, not "${typed}"`,
    );
  }
  if (isDryRun && TOLD_AGAIN.includes(name)) {
    throw new OptionMistake(
      `${name} 只是重发留存的内容，没有可比较的。${name} only tells again what is kept: there is nothing to compare`,
    );
  }
  return { kind: 'rebuild', name, isDryRun };
}

/**
 * Runs the service's own program, since only that service may know its tables; what it says goes
 * straight to the terminal. Resolves to its exit code.
 */
export function rebuild({ name, isDryRun }: RebuildCommand): Promise<number> {
  const [file = '', ...args] = PROGRAMS[name] ?? [];
  const program = join(__dirname, '../../..', file);
  const words = [program, ...args, ...(isDryRun ? ['--dry-run'] : [])];
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
