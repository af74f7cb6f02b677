import { fitWidth } from './display-width';
import type { Block, ReportDocument, Section, TableBlock } from './document';
import { TERMINAL_COLUMNS, textTable } from './text-table';

const CHINESE_NUMBERS = '一二三四五六七八九十';

/** The report as a person at a terminal reads it, at most 100 columns wide. */
export function textDocument(document: ReportDocument): string {
  const label = document.label === '' ? '' : `【${document.label}】`;
  const head = [
    '═'.repeat(TERMINAL_COLUMNS),
    `${document.title} ${label}`.trimEnd(),
    ...document.lead,
    '═'.repeat(TERMINAL_COLUMNS),
  ].map((line) => fitWidth(line, TERMINAL_COLUMNS));
  const sections = document.sections.map((section, i) => textSection(document, section, i + 1));
  return [head, ...sections].map((lines) => lines.join('\n')).join('\n\n');
}

function textSection(document: ReportDocument, section: Section, number: number): string[] {
  const label = document.label === '' ? '' : ` (${document.label})`;
  const title = `${ordinal(document, number)}${section.title}${label}`;
  return [title, ...section.blocks.flatMap(textBlock)];
}

/** `一、`, `十一、`, or `1. `. */
function ordinal({ lang }: ReportDocument, number: number): string {
  if (lang === 'en') return `${number}. `;
  const ten = number > 10 ? '十' : '';
  return `${ten}${CHINESE_NUMBERS[(number - 1) % 10] ?? number}、`;
}

function textBlock(block: Block): string[] {
  if (block.kind === 'chart' || block.kind === 'fold' || block.kind === 'list') return [];
  if (block.where === 'page') return [];
  if (block.kind === 'table') return tableLines(block);
  return block.lines.map((line) => fitWidth(`  ${line}`, TERMINAL_COLUMNS));
}

function tableLines({ caption, columns, rows }: TableBlock): string[] {
  const shown = columns
    .map((column, i) => ({ column, i }))
    .filter(({ column }) => !column.pageOnly);
  const cells = rows.map((row) => shown.map(({ i }) => row[i] ?? ''));
  const titles = shown.map(({ column }) => column);
  const head = caption === '' ? [] : [fitWidth(`  ${caption}`, TERMINAL_COLUMNS)];
  return [...head, ...(cells.length === 0 ? ['  —'] : textTable(titles, cells))];
}
