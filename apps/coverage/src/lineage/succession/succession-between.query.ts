import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { ChangesInForce, type TakenAhead } from '../../changes/changes-in-force.query';
import { EditionRows } from '../../register/edition-rows.query';
import { UnknownRegister } from '../../register/register.errors';
import { type EditionPair, linksBack, linksForward } from './pair-links';
import { isStatedAlike } from '../stated-alike';
import { compose, sameRegister, type Succession } from './succession';

/** A nation's three editions are about 200,000 codes not stated alike, 40 MB. */
const PAIRS_KEPT_MAX = 24;
const WAYS_KEPT_MAX = 24;

type Pair = { readonly earlier: Day; readonly later: Day };

/**
 * How the units of one register continue in another, over the editions between them. What was known
 * at an instant never changes, so it is kept; what is known now is asked for anew when somebody has
 * decided something since.
 */
@Injectable()
export class SuccessionBetween {
  private readonly pairs = new Map<string, Promise<EditionPair>>();
  private readonly ways = new Map<string, Promise<Succession>>();

  constructor(
    private readonly db: Database,
    private readonly editions: EditionRows,
    private readonly changes: ChangesInForce,
  ) {}

  /**
   * @param knownAt with the registers and changes that were recorded by then; now, if left away
   * @throws UnknownRegister for one that was not loaded by then
   */
  async read(from: Day, to: Day, knownAt?: Instant): Promise<Succession> {
    if (from === to) return sameRegister(from);
    const { dates, acts } = await this.changes.knownBy(this.db, knownAt);
    for (const date of [from, to])
      if (!dates.includes(date)) throw new UnknownRegister(date, dates);
    const [first, last] = from < to ? [from, to] : [to, from];
    const between = dates.filter((date) => first <= date && date <= last);
    const key = `${from} ${between.join(' ')} ${acts}`;
    return keep(this.ways, key, WAYS_KEPT_MAX, async () => {
      const pairs = await this.pairsOf(between, acts);
      const way = from < to ? pairs.map(linksForward) : pairs.map(linksBack).reverse();
      return compose(from, to, way);
    });
  }

  /** Codes that mean what the later of two neighbouring editions says before it is out, and from when. */
  async takenAhead(knownAt?: Instant): Promise<TakenAhead[]> {
    const { acts } = await this.changes.knownBy(this.db, knownAt);
    return this.changes.takenAhead(this.db, acts);
  }

  private async pairsOf(dates: readonly Day[], acts: number) {
    const pairs: EditionPair[] = [];
    for (const [i, later] of dates.slice(1).entries()) {
      const pair = { earlier: dates[i] ?? later, later };
      const key = `${pair.earlier} ${later} ${acts}`;
      pairs.push(await keep(this.pairs, key, PAIRS_KEPT_MAX, () => this.load(pair, acts)));
    }
    return pairs;
  }

  private async load(pair: Pair, acts: number): Promise<EditionPair> {
    const [rows, changes] = await Promise.all([
      this.editions.notTheSame(this.db, pair.earlier, pair.later),
      this.changes.between(this.db, pair, { acts }),
    ]);
    const gone: string[] = [];
    const come: string[] = [];
    for (const { earlier, later } of rows) {
      if (earlier && later && isStatedAlike(earlier, later)) continue;
      if (earlier) gone.push(earlier.code);
      if (later) come.push(later.code);
    }
    return { gone, come, changes };
  }
}

/** What is known under a key, or loads it; what failed to load is asked for again. */
function keep<T>(
  kept: Map<string, Promise<T>>,
  key: string,
  keptMax: number,
  load: () => Promise<T>,
): Promise<T> {
  const known = kept.get(key);
  if (known) return known;
  const loading = load();
  kept.set(key, loading);
  loading.catch(() => kept.delete(key)); // the caller sees the error
  const [oldest] = kept.keys();
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
  return loading;
}
