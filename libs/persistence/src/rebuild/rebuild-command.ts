import { withDatabase } from '../pool/open-database';
import { type Projection, rebuild } from './rebuild';

/**
 * What every service's `rebuild.cli.ts` does: `NAME [--dry-run]`. Exit code 0: equal in the end, 1:
 * not, or a fault, 2: the words cannot be used.
 */
async function rebuildCommand(
  service: string,
  projections: Readonly<Record<string, Projection>>,
  args: readonly string[],
): Promise<number> {
  const [name = '', option, ...more] = args;
  const projection = Object.hasOwn(projections, name) ? projections[name] : undefined;
  if (projection === undefined || more.length > 0 || (option ?? '--dry-run') !== '--dry-run') {
    const names = Object.keys(projections).map((known) => `${service}.${known}`);
    process.stderr.write(
      `Usage: npm run youlu -- rebuild ${names.join('|')} [--dry-run]\nReads DATABASE_URL.\n`,
    );
    return 2;
  }
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const dryRun = option !== undefined;
  say(`${service}.${name}${dryRun ? ', nothing is written' : ''}`);
  const { mended, isEqual } = await withDatabase(service, (db) =>
    rebuild(db, projection, { name, dryRun, say }),
  );
  say(isEqual ? `Equal; ${mended} rows were mended.` : `Not equal; ${mended} rows were mended.`);
  return isEqual ? 0 : 1;
}

/** Runs it as a program. */
export function runRebuild(
  service: string,
  projections: Readonly<Record<string, Projection>>,
): void {
  rebuildCommand(service, projections, process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
