import type { RegisterRow } from '../register/register-row';
import { type PlaceName, placeName } from './names/place-name';

const NONE: readonly RegisterRow[] = [];

/** Names taken apart, by level. */
export type TakenApart = Map<string, PlaceName>[];

/** One edition of one region's register, by code and by superior. */
export class Edition {
  private readonly byCode = new Map<string, RegisterRow>();
  private readonly below = new Map<string, RegisterRow[]>();
  private readonly stemSets = new Map<string, ReadonlySet<string>>();
  private readonly levels = new Map<number, RegisterRow[]>();
  private stemCounts: Map<string, number> | undefined;

  /** @param names those taken apart before: most stand in both editions, and places share them */
  constructor(
    rows: readonly RegisterRow[],
    private readonly names: TakenApart = [],
  ) {
    for (const row of rows.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
      this.byCode.set(row.code, row);
      append(this.below, row.parentCode ?? '', row);
      append(this.levels, row.level, row);
    }
  }

  /** All rows in the order of their codes. */
  rows(): Iterable<RegisterRow> {
    return this.byCode.values();
  }

  rowsAt(level: number): readonly RegisterRow[] {
    return this.levels.get(level) ?? NONE;
  }

  find(code: string): RegisterRow | undefined {
    return this.byCode.get(code);
  }

  /** Its subordinate rows in the order of their codes; '' for the top. */
  childrenOf(code: string): readonly RegisterRow[] {
    return this.below.get(code) ?? NONE;
  }

  nameOf(row: RegisterRow): PlaceName {
    const names = (this.names[row.level] ??= new Map());
    let name = names.get(row.name);
    if (!name) {
      name = placeName(row.name, row.level);
      names.set(row.name, name);
    }
    return name;
  }

  stemOf(row: RegisterRow): string {
    return this.nameOf(row).stem;
  }

  /** The stems of the names below a unit. */
  stemsBelow(code: string): ReadonlySet<string> {
    let stems = this.stemSets.get(code);
    if (!stems) {
      stems = new Set(this.childrenOf(code).map((row) => this.stemOf(row)));
      this.stemSets.set(code, stems);
    }
    return stems;
  }

  /** How many units of the level bear the stem in the whole region. */
  timesNamed(level: number, stem: string): number {
    this.stemCounts ??= this.countStems();
    return this.stemCounts.get(`${level}${stem}`) ?? 0;
  }

  private countStems(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const row of this.byCode.values()) {
      const key = `${row.level}${this.stemOf(row)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }
}

/** Adds to the list under a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
