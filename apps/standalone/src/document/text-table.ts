import { displayWidth, fitWidth, padEndWidth, padStartWidth } from './display-width';

export const TERMINAL_COLUMNS = 100;

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** Longer texts are cut. */
  widthMax?: number;
}

/** Lines of a table for a terminal, at most 100 columns wide: the widest columns give way. */
export function textTable(columns: Column[], rows: string[][]): string[] {
  const widths = columns.map((column, i) => {
    const wanted = Math.max(
      displayWidth(column.title),
      ...rows.map((row) => displayWidth(row[i] ?? '')),
    );
    return Math.min(wanted, column.widthMax ?? TERMINAL_COLUMNS);
  });
  const gaps = 2 * (columns.length - 1) + 2;
  while (sum(widths) + gaps > TERMINAL_COLUMNS && Math.max(...widths) > 1) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  const line = (cells: string[]): string => {
    const padded = columns.map((column, i) => {
      const width = widths[i] ?? 0;
      const text = fitWidth(cells[i] ?? '', width);
      return column.align === 'right' ? padStartWidth(text, width) : padEndWidth(text, width);
    });
    return `  ${padded.join('  ')}`.trimEnd();
  };
  const rule = `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`;
  return [line(columns.map((column) => column.title)), rule, ...rows.map(line)];
}

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
