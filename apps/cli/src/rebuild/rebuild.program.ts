import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What can be made anew, and the program of its service that does it. */
const PROGRAMS: Readonly<Record<string, readonly [file: string, ...args: string[]]>> = {
  'tracking.parcels': ['tracking/src/rebuild.cli.js', 'parcels'],
  'tracking.volumes': ['tracking/src/rebuild.cli.js', 'volumes'],
  'tracking.snapshots': ['tracking/src/republish-parcels.cli.js'],
  'orders.cells': ['orders/src/rebuild.cli.js', 'cells'],
  'orders.links': ['orders/src/republish-links.cli.js'],
  'coverage.evidence': ['coverage/src/rebuild.cli.js', 'evidence'],
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

export const REBUILD_USAGE = `npm run youlu -- rebuild NAME [--dry-run]
    ${REBUILD_NAMES.slice(0, 3).join(', ')},
    ${REBUILD_NAMES.slice(3).join(', ')}; reads DATABASE_URL, where the service keeps its rows
`;

/** @throws Error saying what to write */
export function rebuildOf(
  [name = '', ...more]: readonly string[],
  isDryRun: boolean,
): RebuildCommand {
  if (!Object.hasOwn(PROGRAMS, name) || more.length > 0) {
    throw new Error(
      `rebuild takes one of ${REBUILD_NAMES.join(', ')}, not "${[name, ...more].join(' ')}"`,
    );
  }
  if (isDryRun && TOLD_AGAIN.includes(name)) {
    throw new Error(`${name} only tells again what is kept: there is nothing to compare`);
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
