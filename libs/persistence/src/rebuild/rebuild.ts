import type { Database } from '../database';
import { type HeldLock, withRebuildLock } from './rebuild-lock';

/** What is kept against what the tables it was made of say, at one moment. */
export interface Comparison<D> {
  /** Rows looked at. */
  readonly rows: number;
  /** Some differences, all of them if there are few enough; each is one row. */
  readonly differences: readonly D[];
  /** How many there are. */
  readonly count: number;
  /** Checksums of the two; equal exactly when nothing differs. */
  readonly kept: string;
  readonly recounted: string;
}

/**
 * Something that can be made anew from tables, beside the live service: comparing takes one snapshot
 * and no lock, mending takes what it touches under lock in small transactions, so that whatever the
 * service writes meanwhile is neither waited for long nor lost.
 */
export interface Projection<D = unknown> {
  compare(db: Database): Promise<Comparison<D>>;
  /** Resolves to how many rows were mended. */
  mend(db: Database, differences: readonly D[]): Promise<number>;
  /** One line for a person. */
  describe(difference: D): string;
}

/**
 * Rounds that do not leave fewer differences than any before: what comes anew after mending is of
 * writers that died half-way, or of a fault.
 */
const ROUNDS_IN_VAIN_MAX = 10;
const SHOWN_MAX = 20;

export interface Rebuilt {
  readonly mended: number;
  readonly isEqual: boolean;
}

interface RebuildOptions {
  /** Of the projection, within its service. */
  readonly name: string;
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/**
 * Compares, mends and compares again until both say the same. One run of a projection at a time: two
 * would both add what they find missing.
 */
export async function rebuild<D>(
  db: Database,
  projection: Projection<D>,
  { name, dryRun, say }: RebuildOptions,
): Promise<Rebuilt> {
  if (!dryRun) return withRebuildLock(db, name, (lock) => mendAll(db, projection, lock, say));
  const { isEqual } = await compare(db, projection, say);
  return { mended: 0, isEqual };
}

async function mendAll<D>(
  db: Database,
  projection: Projection<D>,
  lock: HeldLock,
  say: RebuildOptions['say'],
): Promise<Rebuilt> {
  let [mended, fewest, inVain] = [0, Infinity, 0];
  for (let last = Infinity; ;) {
    const { differences, count, isEqual } = await compare(db, projection, say);
    inVain = count < fewest ? 0 : inVain + 1;
    fewest = Math.min(fewest, count);
    // Nothing mended: either the service was quicker, and this comparison was equal, or nobody can.
    if (isEqual || last === 0 || inVain > ROUNDS_IN_VAIN_MAX) return { mended, isEqual };
    await lock.verify();
    last = await projection.mend(db, differences);
    mended += last;
    say(`${last} mended`);
  }
}

async function compare<D>(
  db: Database,
  projection: Projection<D>,
  say: RebuildOptions['say'],
): Promise<Comparison<D> & { readonly isEqual: boolean }> {
  const comparison = await projection.compare(db);
  const { rows, differences, count, kept, recounted } = comparison;
  say(`${rows} rows compared, ${count} differ`);
  for (const one of differences.slice(0, SHOWN_MAX)) say(`  ${projection.describe(one)}`);
  if (count > SHOWN_MAX) say(`  … and ${count - SHOWN_MAX} more`);
  say(`  kept      ${kept}`);
  say(`  recounted ${recounted}`);
  return { ...comparison, isEqual: count === 0 && kept === recounted };
}
