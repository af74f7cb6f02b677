/** One line of a division register. */
export interface RegisterRow {
  readonly code: string;
  readonly name: string;
  /** 1 region, 2 prefecture, 3 county, 4 township or the like, 5 village or the like. */
  readonly level: number;
  readonly parentCode: string;
  readonly kind: string;
}

const TOWNSHIP_KINDS: ReadonlySet<string> = new Set(['town', 'township', 'ethnic_township']);

export function isTownship(row: RegisterRow): boolean {
  return TOWNSHIP_KINDS.has(row.kind);
}

/** A register, read; every list is in the order of codes, whatever order the rows came in. */
export class Register {
  readonly rows: readonly RegisterRow[];
  readonly counties: readonly RegisterRow[];
  readonly townships: readonly RegisterRow[];
  readonly villages: readonly RegisterRow[];
  /** Level-4 units of any kind that hold administrative villages, and all townships. */
  readonly stationUnits: readonly RegisterRow[];
  private readonly byCode: ReadonlyMap<string, RegisterRow>;
  private readonly villageRowsBelow = new Map<string, number>();

  constructor(rows: Iterable<RegisterRow>) {
    this.rows = [...rows].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
    this.byCode = new Map(this.rows.map((row) => [row.code, row]));
    this.counties = this.rows.filter((row) => row.level === 3);
    this.townships = this.rows.filter(isTownship);
    this.villages = this.rows.filter((row) => row.kind === 'admin_village');
    const parents = new Set(this.villages.map((village) => village.parentCode));
    this.stationUnits = this.rows.filter(
      (row) => row.level === 4 && (isTownship(row) || parents.has(row.code)),
    );
    for (const { level, parentCode } of this.rows) {
      if (level !== 5) continue;
      this.villageRowsBelow.set(parentCode, (this.villageRowsBelow.get(parentCode) ?? 0) + 1);
    }
  }

  find(code: string): RegisterRow | undefined {
    return this.byCode.get(code);
  }

  get(code: string): RegisterRow {
    const row = this.byCode.get(code);
    if (!row) throw new RangeError(`The register has no division ${code}`);
    return row;
  }

  /** How many village-level rows of any kind lie under a level-4 unit: its size. */
  sizeOf(townshipCode: string): number {
    return this.villageRowsBelow.get(townshipCode) ?? 0;
  }

  /** The file a user would import, in canonical order: parents stand before their children. */
  toCsv(): string {
    const lines = this.rows.map(({ code, name, level, parentCode, kind }) =>
      [code, name, level, parentCode, kind].join(','),
    );
    return `code,name,level,parent_code,kind\n${lines.join('\n')}\n`;
  }
}

/** `653024203200` → `653024`. */
export function countyCodeOf(code: string): string {
  return code.slice(0, 6);
}
