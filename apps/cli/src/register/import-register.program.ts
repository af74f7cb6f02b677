import type { Day } from '@youlu/vocabulary';
import { COLUMN_ALIASES } from '../columns/column-aliases';
import { openTable } from '../columns/open-table';
import { readRows } from '../columns/read-rows';
import type { ReadRow } from '../columns/row-kind';
import { contentKey } from '../doors/content-key';
import { type Answer, detailOf } from '../doors/door.client';
import { type LoadedRegister, LoadedRegisters } from '../doors/loaded-registers.query';
import type { ImportContext } from '../results/import-context';
import type { ImportResult } from '../results/import-result';
import type { LineFault } from '../tables/table';
import { judgeRegister } from './judge-register';
import { registerCsv } from './register-csv';
import { DIVISION, type Division } from './register-kind';

/** What a register says of itself beside its rows. */
export interface Edition {
  readonly registerDate: Day;
  readonly name: string | undefined;
  readonly source: string | undefined;
  readonly licence: string | undefined;
}

const PATH = '/v1/registers';
const ALIASES = COLUMN_ALIASES.register;
const THING = 'divisions';

/** Loads a register of divisions: whole, or not at all. */
export async function importRegister(
  context: ImportContext,
  edition: Edition,
  result: ImportResult,
): Promise<void> {
  const rows = readDivisions(context, result);
  result.add({ faults: judgeRegister(rows) });
  if (result.refused.length > 0 || rows.length === 0) {
    result.notes.push({
      line: 1,
      field: 'file',
      note: 'a register is loaded whole or not at all: nothing of this file was kept',
    });
    return;
  }
  const loaded = await new LoadedRegisters(context.doors).list();
  const same = loaded.find(({ registerDate }) => registerDate === edition.registerDate);
  if (context.isDryRun) judgeAgainst(same, rows, result);
  else await load(context, edition, rows, result);
}

function readDivisions({ tables }: ImportContext, result: ImportResult): ReadRow<Division>[] {
  return tables.flatMap((table) => {
    const headings = openTable(table, ALIASES, result);
    if (!headings) return [];
    const found = readRows(table, headings, DIVISION, ALIASES);
    result.add(found);
    return found.rows;
  });
}

/** What can be told without loading it: a loaded register is never changed. */
function judgeAgainst(
  loaded: LoadedRegister | undefined,
  rows: readonly ReadRow<Division>[],
  result: ImportResult,
): void {
  if (loaded && !hasSameCounts(loaded, rows)) {
    result.refused.push({
      line: 1,
      field: 'date',
      code: 'register-differs',
      reason: `a register of ${loaded.registerDate} with other divisions is loaded`,
      fix: 'give this edition its own --date; a loaded register is never changed',
    });
    return;
  }
  if (loaded) {
    const note = `a register of ${loaded.registerDate} with as many divisions of each kind is loaded`;
    result.notes.push({ line: 1, field: 'date', note });
  }
  for (const _row of rows) result.count(THING);
}

function hasSameCounts(loaded: LoadedRegister, rows: readonly ReadRow<Division>[]): boolean {
  const counts = new Map<string, number>();
  for (const { row } of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
  const kinds = new Set([...counts.keys(), ...Object.keys(loaded.byKind)]);
  return [...kinds].every((kind) => (counts.get(kind) ?? 0) === (loaded.byKind[kind] ?? 0));
}

async function load(
  { doors, fileName }: ImportContext,
  edition: Edition,
  rows: readonly ReadRow<Division>[],
  result: ImportResult,
): Promise<void> {
  const sorted = [...rows].sort((a, b) => (a.row.code < b.row.code ? -1 : 1));
  const body = {
    registerDate: edition.registerDate,
    name: edition.name ?? `${sorted[0]?.row.name ?? ''} 区划登记册 ${edition.registerDate}`,
    source: edition.source ?? fileName,
    licence: edition.licence ?? 'not stated',
    csv: registerCsv(sorted),
  };
  const answer = await doors.post('coverage', PATH, body, contentKey(PATH, body, ''));
  if (answer.status >= 300) {
    result.add({ faults: refusedBy(answer, sorted) });
    return;
  }
  const outcome = answer.isOld || answer.body.changed === false ? 'unchanged' : 'created';
  for (const _row of sorted) result.count(THING, outcome);
}

type ServerFault = Omit<LineFault, 'sheet'> & { readonly line?: number };

/** The door speaks of the lines it was sent: told back as the lines of the file. */
function refusedBy(answer: Answer, sorted: readonly ReadRow<Division>[]): LineFault[] {
  const faults = (answer.body.errors ?? []) as readonly ServerFault[];
  if (faults.length === 0) {
    return [
      {
        line: 1,
        field: 'file',
        code: String(answer.body.code),
        reason: 'the register was refused',
        fix: detailOf(answer),
      },
    ];
  }
  return faults.map((fault) => ({ ...fault, line: sorted[fault.line - 2]?.line ?? fault.line }));
}
