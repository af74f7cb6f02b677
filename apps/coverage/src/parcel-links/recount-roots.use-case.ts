import {
  Checksum,
  type Comparison,
  type Database,
  inPieces,
  type Projection,
} from '@youlu/persistence';
import type { NoteChange } from '../region-reads/note-change.use-case';
import { groupsOf, type ParcelLink, type RootStretch, rootStretches } from './parcel-link';
import type { ParcelLinkRepository } from './parcel-link.repository';

/** One number whose roots, over all that was ever known, are not what its links say. */
export interface StaleRoots {
  readonly trackingNumber: string;
  /** Null: none are kept. */
  readonly kept: string | null;
  /** Null: no link says that it has any. */
  readonly recounted: string | null;
}

const ROWS_AT_ONCE = 10_000;
const DIFFERENCES_MAX = 50_000;
const MENDED_AT_ONCE = 500;

/**
 * Under which number linked waybills are counted, made anew from the links. All links are held at
 * once, since only together they tell what is one parcel: they are rare beside parcels, and small.
 */
export class RecountRoots implements Projection<StaleRoots> {
  constructor(
    private readonly links: ParcelLinkRepository,
    private readonly noteChange: NoteChange,
  ) {}

  compare(db: Database): Promise<Comparison<StaleRoots>> {
    return db.transaction(async (tx) => {
      await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const found = new Found(wordsOf(stretchesOf(await this.links.all(tx))));
      const roots = inPieces<RootStretch>(
        tx,
        ROWS_AT_ONCE,
        `SELECT tracking_number AS "trackingNumber", root_number AS "rootNumber",
           known_from AS "knownFrom", known_to AS "knownTo"
         FROM parcel_roots ORDER BY tracking_number, known_from`,
      );
      for await (const rows of roots) {
        for (const row of rows) found.take(row);
      }
      return found.comparison();
    });
  }

  /** The way in which the consumer keeps them, group by group, in turn with it. */
  async mend(db: Database, differences: readonly StaleRoots[]): Promise<number> {
    for (let at = 0; at < differences.length; at += MENDED_AT_ONCE) {
      const some = differences.slice(at, at + MENDED_AT_ONCE);
      const numbers = some.map(({ trackingNumber }) => trackingNumber);
      await db.transaction(async (tx) => {
        await this.links.takeTurn(tx);
        const stretches = stretchesOf(await this.links.linksOfGroups(tx, numbers));
        await this.links.replaceRoots(tx, stretches, numbers);
        await this.noteChange.execute(tx);
      });
    }
    return differences.length;
  }

  describe({ trackingNumber, kept, recounted }: StaleRoots): string {
    return `${trackingNumber}: kept ${kept ?? 'none'}; links say ${recounted ?? 'none'}`;
  }
}

const stretchesOf = (links: readonly ParcelLink[]): RootStretch[] =>
  groupsOf(links).flatMap(rootStretches);

/** What a number's stretches come to, as one line. */
function wordsOf(stretches: readonly RootStretch[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const stretch of [...stretches].sort((a, b) => a.knownFrom - b.knownFrom)) {
    const { trackingNumber } = stretch;
    words.set(trackingNumber, joined(words.get(trackingNumber), stretch));
  }
  return words;
}

function joined(before: string | undefined, { rootNumber, knownFrom, knownTo }: RootStretch) {
  const word = `${rootNumber} ${knownFrom}..${knownTo ?? ''}`;
  return before === undefined ? word : `${before}, ${word}`;
}

/** Goes through what is kept in the order of numbers, and strikes off what the links say. */
class Found {
  private readonly kept = new Checksum();
  private readonly recounted = new Checksum();
  private readonly differences: StaleRoots[] = [];
  private rows = 0;
  private count = 0;
  private open: { readonly trackingNumber: string; word: string } | undefined;

  constructor(private readonly wanted: Map<string, string>) {
    for (const [trackingNumber, word] of wanted) this.recounted.add(`${trackingNumber} ${word}`);
  }

  take(stretch: RootStretch): void {
    const { trackingNumber } = stretch;
    if (this.open?.trackingNumber === trackingNumber) {
      this.open.word = joined(this.open.word, stretch);
      return;
    }
    this.close();
    this.open = { trackingNumber, word: joined(undefined, stretch) };
  }

  comparison(): Comparison<StaleRoots> {
    this.close();
    for (const [trackingNumber, word] of this.wanted) this.judge(trackingNumber, null, word);
    const { rows, count, differences } = this;
    return {
      ...{ rows, count, differences },
      kept: String(this.kept),
      recounted: String(this.recounted),
    };
  }

  private close(): void {
    if (this.open === undefined) return;
    const { trackingNumber, word } = this.open;
    this.open = undefined;
    this.kept.add(`${trackingNumber} ${word}`);
    this.judge(trackingNumber, word, this.wanted.get(trackingNumber) ?? null);
    this.wanted.delete(trackingNumber);
  }

  private judge(trackingNumber: string, kept: string | null, recounted: string | null): void {
    this.rows += 1;
    if (kept === recounted) return;
    this.count += 1;
    if (this.differences.length < DIFFERENCES_MAX) {
      this.differences.push({ trackingNumber, kept, recounted });
    }
  }
}
