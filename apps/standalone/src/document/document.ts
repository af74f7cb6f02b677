/** The report before it is written: the same tables for a terminal and for a page. */
export interface ReportDocument {
  lang: 'zh-CN' | 'en';
  title: string;
  /** `simulated`, shown beside every title; empty for real figures. */
  label: string;
  /** What the figures are about and how to read them. */
  lead: string[];
  sections: Section[];
  words: { contents: string; scrollable: string };
}

export interface Section {
  id: string;
  title: string;
  blocks: Block[];
}

export type Block = TableBlock | LinesBlock | ChartBlock | FoldBlock | ListBlock;

/** Where a block is shown; a terminal has little room. */
type Where = 'both' | 'terminal' | 'page';

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** In a terminal longer texts are cut. */
  widthMax?: number;
  /** Left out in a terminal. */
  pageOnly?: true;
}

export interface TableBlock {
  kind: 'table';
  id: string;
  where: Where;
  caption: string;
  columns: Column[];
  /** The first cell of a row is its heading. */
  rows: string[][];
}

interface LinesBlock {
  kind: 'lines';
  where: Where;
  lines: string[];
}

/** A picture drawn on the server; its figures are also in a table. */
export interface ChartBlock {
  kind: 'chart';
  id: string;
  title: string;
  /** What somebody who does not see it should know. */
  description: string;
  svg: string;
}

/** Long lists on a page, opened by whoever wants them and always printed. */
export interface FoldBlock {
  kind: 'fold';
  summary: string;
  blocks: Block[];
}

/** Names by place on a page. */
export interface ListBlock {
  kind: 'list';
  items: { term: string; text: string }[];
}
