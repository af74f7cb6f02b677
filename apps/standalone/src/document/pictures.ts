import type { ProjectRow, RateRow } from '../report/report-model';

/** The charts of a page, as SVG; a terminal has none. */
export interface Pictures {
  /** Declared beside observed, a bar each for every place. */
  rates(rows: readonly RateRow[]): string;
  /** Stacked: how many units of a place are in which state. */
  states(rows: readonly RateRow[]): string;
  /** Counties coloured by observed share; undefined where nothing can be drawn. */
  map(rows: readonly RateRow[]): MapPicture | undefined;
  projects(rows: readonly ProjectRow[]): string;
  flows(rows: readonly { name: string; parcels: number }[]): string;
  volumes(days: readonly string[], lines: readonly { name: string; values: number[] }[]): string;
}

interface MapPicture {
  svg: string;
  /** Places without a position. */
  missing: RateRow[];
}

/** What only the page shows. */
export interface PageExtras {
  pictures: Pictures;
  /** What the simulator planted, by the code of the unit it was planted in. */
  planted: ReadonlyMap<string, readonly string[]>;
}

/** As the administration published them; held against the region's figures. */
export interface PublishedFigures {
  indicators: Readonly<Record<string, string>>;
  projects: Readonly<Record<string, number>>;
}

export interface DocumentInput {
  published: PublishedFigures | undefined;
  /** Undefined for a terminal. */
  page: PageExtras | undefined;
}
