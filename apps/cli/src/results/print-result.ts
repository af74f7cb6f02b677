import type { LineFault } from '../tables/table';
import { type ImportResult, type Tally, THINGS } from './import-result';

const SHOWN_MAX = 50;

/** For a person: what was kept, what was refused and why, what to do about it. */
export function resultText(result: ImportResult): string {
  const { kind, file, format, isDryRun, tallies, refused, notes } = result;
  const mode = isDryRun ? '，只作检查，未写入 dry run: nothing was written' : '';
  const lines = [`${kind} ${file} (${format}${mode})`];
  for (const tally of tallies) lines.push(`  ${tallyText(tally, isDryRun)}`);
  if (tallies.length === 0)
    lines.push(isDryRun ? '  无可受理 nothing could be kept' : '  未受理任何内容 nothing was kept');
  const faults = [...refused].sort(byPlace);
  if (faults.length > 0) lines.push(`  未受理 refused: ${countOf(faults.length, '条原因 reason')}`);
  for (const fault of faults.slice(0, SHOWN_MAX)) {
    lines.push(`    ${placeText(fault)}, ${fault.field}: ${fault.reason}`, `      → ${fault.fix}`);
  }
  lines.push(...rest(faults.length));
  if (notes.length > 0) lines.push(`  须知 to know: ${countOf(notes.length, '条说明 note')}`);
  for (const note of notes.slice(0, SHOWN_MAX)) {
    lines.push(`    ${placeText(note)}, ${note.field}: ${note.note}`);
  }
  lines.push(...rest(notes.length));
  return `${lines.join('\n')}\n`;
}

/** For a program: everything, in one object. */
export function resultJson(result: ImportResult): string {
  const { kind, file, format, isDryRun: dryRun, tallies, notes } = result;
  const refused = [...result.refused].sort(byPlace);
  return `${JSON.stringify({ kind, file, format, dryRun, tallies, refused, notes }, null, 2)}\n`;
}

function tallyText({ thing, good, created, changed, unchanged }: Tally, isDryRun: boolean): string {
  const name = `${THINGS[thing]} ${thing}`;
  if (isDryRun) return `${name}: 可受理 ${good} good`;
  return `${name}: 新增 ${created} new, 变更 ${changed} changed, 不变 ${unchanged} as before`;
}

function placeText({ sheet, line }: { sheet?: string; line: number }): string {
  return sheet === undefined
    ? `第 ${line} 行 line ${line}`
    : `工作表 ${sheet} 第 ${line} 行 sheet ${sheet}, line ${line}`;
}

function rest(total: number): string[] {
  return total > SHOWN_MAX
    ? [
        `    … 另有 ${total - SHOWN_MAX} 条，--json 可全部列出 and ${total - SHOWN_MAX} more: --json has them all`,
      ]
    : [];
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function byPlace(a: LineFault, b: LineFault): number {
  return (a.sheet ?? '').localeCompare(b.sheet ?? '') || a.line - b.line;
}
