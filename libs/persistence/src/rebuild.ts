import { createHash } from 'node:crypto';
import type { Database } from './database';

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

/** Differences found anew after mending are of writers that died half-way, or of a fault: few. */
const ROUNDS_MAX = 10;
const SHOWN_MAX = 20;

export interface Rebuilt {
  readonly mended: number;
  readonly isEqual: boolean;
}

/** Compares, mends and compares again until both say the same. */
export async function rebuild<D>(
  db: Database,
  projection: Projection<D>,
  { dryRun, say }: { readonly dryRun: boolean; readonly say: (line: string) => void },
): Promise<Rebuilt> {
  let mended = 0;
  for (let round = 1; ; round++) {
    const { rows, differences, count, kept, recounted } = await projection.compare(db);
    say(`${rows} rows compared, ${count} differ`);
    for (const one of differences.slice(0, SHOWN_MAX)) say(`  ${projection.describe(one)}`);
    if (count > SHOWN_MAX) say(`  … and ${count - SHOWN_MAX} more`);
    say(`  kept      ${kept}`);
    say(`  recounted ${recounted}`);
    const isEqual = count === 0 && kept === recounted;
    if (isEqual || dryRun || round > ROUNDS_MAX) return { mended, isEqual };
    const now = await projection.mend(db, differences);
    mended += now;
    say(`${now} mended`);
  }
}

/** The same lines in any order give the same sum. */
export class Checksum {
  private readonly lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
  }

  toString(): string {
    const hash = createHash('sha256');
    for (const line of this.lines.sort()) hash.update(line).update('\n');
    return hash.digest('hex').slice(0, 32);
  }
}
