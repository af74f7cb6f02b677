import type { LineFault } from '../tables/table';
import type { ImportResult, Tally } from './import-result';

const SHOWN_MAX = 50;

/** For a person: what was kept, what was refused and why, what to do about it. */
export function resultText(result: ImportResult): string {
  const { kind, file, format, isDryRun, tallies, refused, notes } = result;
  const mode = isDryRun ? ', dry run: nothing was written' : '';
  const lines = [`${kind} ${file} (${format}${mode})`];
  for (const tally of tallies) lines.push(`  ${tallyText(tally, isDryRun)}`);
  if (tallies.length === 0) lines.push(`  nothing ${isDryRun ? 'could be' : 'was'} kept`);
  const faults = [...refused].sort(byPlace);
  if (faults.length > 0) lines.push(`  refused: ${countOf(faults.length, 'reason')}`);
  for (const fault of faults.slice(0, SHOWN_MAX)) {
    lines.push(`    ${placeText(fault)}, ${fault.field}: ${fault.reason}`, `      → ${fault.fix}`);
  }
  lines.push(...rest(faults.length));
  if (notes.length > 0) lines.push(`  to know: ${countOf(notes.length, 'note')}`);
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
  if (isDryRun) return `${thing}: ${good} good`;
  return `${thing}: ${created} new, ${changed} changed, ${unchanged} as before`;
}

function placeText({ sheet, line }: { sheet?: string; line: number }): string {
  return sheet === undefined ? `line ${line}` : `sheet ${sheet}, line ${line}`;
}

function rest(total: number): string[] {
  return total > SHOWN_MAX ? [`    … and ${total - SHOWN_MAX} more: --json has them all`] : [];
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function byPlace(a: LineFault, b: LineFault): number {
  return (a.sheet ?? '').localeCompare(b.sheet ?? '') || a.line - b.line;
}
