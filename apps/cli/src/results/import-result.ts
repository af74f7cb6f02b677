import type { LineFault, LineNote } from '../tables/table';

export const IMPORTS = ['register', 'network', 'declarations', 'products'] as const;
export type ImportKind = (typeof IMPORTS)[number];
export type RowOutcome = 'created' | 'changed' | 'unchanged';

/** What is imported, as programs are told of it, and its name in Chinese. */
export const THINGS = {
  divisions: '区划单元',
  nodes: '网点',
  links: '线路',
  timetables: '时刻表',
  rounds: '邮路班次',
  declarations: '申报',
  'counties declared complete': '申报完毕的县',
  products: '产品',
  projects: '项目',
} as const;
export type Thing = keyof typeof THINGS;

/** How many things of one sort were good, and what they changed. */
export interface Tally {
  readonly thing: Thing;
  /** Fit to be kept; in a dry run that is all that is known. */
  good: number;
  created: number;
  changed: number;
  unchanged: number;
}

/** What became of a file. */
export class ImportResult {
  /** How the file was written. */
  format = '';
  readonly tallies: Tally[] = [];
  readonly refused: LineFault[] = [];
  readonly notes: LineNote[] = [];

  constructor(
    readonly kind: ImportKind,
    readonly file: string,
    readonly isDryRun: boolean,
  ) {}

  /** Takes over what reading found. */
  add(found: { faults?: readonly LineFault[]; notes?: readonly LineNote[] }): void {
    for (const fault of found.faults ?? []) this.refused.push(fault);
    for (const note of found.notes ?? []) this.notes.push(note);
  }

  tally(thing: Thing): Tally {
    const known = this.tallies.find((tally) => tally.thing === thing);
    if (known) return known;
    const tally = { thing, good: 0, created: 0, changed: 0, unchanged: 0 };
    this.tallies.push(tally);
    return tally;
  }

  count(thing: Thing, outcome?: RowOutcome): void {
    const tally = this.tally(thing);
    tally.good += 1;
    if (outcome) tally[outcome] += 1;
  }
}
