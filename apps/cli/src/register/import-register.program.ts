import { type Day, joinZhEn, kindOfDivision, type ZhEn } from '@youlu/vocabulary';
import { COLUMN_ALIASES } from '../columns/column-aliases';
import { openTable } from '../columns/open-table';
import { readRows } from '../columns/read-rows';
import type { ReadRow, RowOf } from '../columns/row-kind';
import { contentKey } from '../doors/content-key';
import { type Answer, detailOf } from '../doors/door.client';
import { type LoadedRegister, LoadedRegisters } from '../doors/loaded-registers.query';
import type { ImportContext } from '../results/import-context';
import type { ImportResult } from '../results/import-result';
import type { LineFault, LineNote } from '../tables/table';
import { judgeRegister } from './judge-register';
import { registerCsv } from './register-csv';
import { DIVISION, type Division } from './register-kind';

/** What a register says of itself beside its rows. */
export interface Edition {
  readonly registerDate: Day;
  readonly name: string | undefined;
  readonly source: string | undefined;
  readonly licence: string | undefined;
  /** Confirms that units lose many of those in them; the refusal says what to write. */
  readonly confirm?: string | undefined;
  /** Loads what is left of a file with faults. */
  readonly keepGoodRows?: boolean;
}

const PATH = '/v1/registers';
const ALIASES = COLUMN_ALIASES.register;
const THING = 'divisions';
/** Faults behind which nobody knows how much of the file is missing. */
const CUT_CODES: ReadonlySet<string> = new Set(['file-cut', 'unreadable']);

/** Loads a register of divisions: whole, or not at all. */
export async function importRegister(
  context: ImportContext,
  edition: Edition,
  result: ImportResult,
): Promise<void> {
  const read = readDivisions(context, result);
  result.add({ faults: judgeRegister(read) });
  const rows = withoutFaults(read, result.refused);
  const cut = result.refused.find(({ code }) => CUT_CODES.has(code));
  if (cut !== undefined) {
    result.notes.push(cutNote(cut));
    return;
  }
  if ((result.refused.length > 0 && !edition.keepGoodRows) || rows.length === 0) {
    result.notes.push({
      line: 1,
      field: 'file',
      note: '名录须整份导入：本文件未导入任何内容（--keep-good-rows 可导入其余各行）。a register is loaded whole or not at all: nothing of this file was kept (--keep-good-rows loads what is left of it)',
    });
    return;
  }
  const loaded = await new LoadedRegisters(context.doors).list();
  const same = loaded.find(({ registerDate }) => registerDate === edition.registerDate);
  if (context.isDryRun) judgeAgainst(same, rows, result);
  else await load(context, edition, rows, result);
}

/** Good rows of half a file are no register: what lay behind the place would count as abolished. */
function cutNote({ sheet, line }: LineFault): LineNote {
  const note: ZhEn = `第 ${line} 行起无法读取，其后内容不明，--keep-good-rows 也不能导入：本文件未导入任何内容。from line ${line} on the file cannot be read, so what comes after is not known, and --keep-good-rows cannot take it either: nothing of it was kept`;
  return { ...(sheet === undefined ? {} : { sheet }), line, field: 'file', note };
}

function readDivisions({ tables }: ImportContext, result: ImportResult): ReadRow<Division>[] {
  return tables.flatMap((table) => {
    const headings = openTable(table, ALIASES, result);
    if (!headings) return [];
    const found = readRows(table, headings, DIVISION, ALIASES);
    result.add(found);
    return withKinds(found.rows, result);
  });
}

/** Where a list gives no kinds they follow from codes and names. */
function withKinds(
  rows: readonly ReadRow<RowOf<typeof DIVISION>>[],
  result: ImportResult,
): ReadRow<Division>[] {
  let derived = 0;
  const known = rows.flatMap((read): ReadRow<Division>[] => {
    const { row, ...place } = read;
    if (row.kind === undefined) derived += 1;
    const kind = row.kind ?? kindOfDivision(row.code, row.name);
    if (kind !== undefined) return [{ ...place, row: { ...row, kind } }];
    const reason: ZhEn = `代码 ${row.code} 所在号段无定义，无法判断类别。the block of ${row.code} has no meaning, so its kind is not known`;
    const fix: ZhEn = '请填写类别。write its kind';
    const fault = { field: 'kind', code: 'kind-unknown', reason, fix };
    result.add({ faults: [{ ...place, ...fault }] });
    return [];
  });
  if (derived > 0) {
    const note: ZhEn = `有 ${derived} 个类别由代码和名称推定（data/README.md “Kinds”）。${derived} kinds follow from codes and names (data/README.md, "Kinds")`;
    result.notes.push({ line: 1, field: 'kind', note });
  }
  return known;
}

function withoutFaults(
  rows: readonly ReadRow<Division>[],
  faults: readonly LineFault[],
): readonly ReadRow<Division>[] {
  const faulty = placesOf(faults);
  return faulty.size === 0 ? rows : rows.filter((row) => !faulty.has(placeOf(row)));
}

function placeOf({ sheet = '', line }: { sheet?: string; line: number }): string {
  return `${sheet} ${line}`;
}

function placesOf(faults: readonly LineFault[]): ReadonlySet<string> {
  return new Set(faults.map(placeOf));
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
      reason: `已导入 ${loaded.registerDate} 的名录，单元不同。a register of ${loaded.registerDate} with other divisions is loaded`,
      fix: '请为此名录版另定 --date；已导入的名录不再更改。give this edition its own --date; a loaded register is never changed',
    });
    return;
  }
  if (loaded) {
    const note: ZhEn = `已导入 ${loaded.registerDate} 的名录，各类单元数相同。a register of ${loaded.registerDate} with as many divisions of each kind is loaded`;
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
  const leftOutHere = placesOf(result.refused).size;
  const body = {
    registerDate: edition.registerDate,
    name: edition.name ?? `${sorted[0]?.row.name ?? ''} 区划名录 ${edition.registerDate}`,
    source: edition.source ?? fileName,
    licence: edition.licence ?? 'not stated',
    csv: registerCsv(sorted),
    ...(edition.confirm === undefined ? {} : { confirm: edition.confirm }),
    ...(edition.keepGoodRows ? { keepGoodRows: true } : {}),
    ...(leftOutHere > 0 ? { leftOutBefore: leftOutHere } : {}),
  };
  const answer = await doors.post('coverage', PATH, body, contentKey(PATH, body, ''));
  if (answer.status >= 300) {
    result.add({ faults: refusedBy(answer, sorted) });
    return;
  }
  const left = (answer.body.rejections ?? []) as readonly ServerFault[];
  result.add({ faults: left.map((fault) => inFile(fault, sorted)) });
  const outcome = answer.isOld || answer.body.changed === false ? 'unchanged' : 'created';
  // The answer names the first of those left out, and counts all, those that were not sent too.
  const { rejectedRows } = answer.body;
  const leftOut = rejectedRows === undefined ? left.length : Number(rejectedRows) - leftOutHere;
  for (const _row of sorted.slice(leftOut)) result.count(THING, outcome);
  if (leftOut > left.length && left.length > 0) {
    const note: ZhEn = `有 ${leftOut} 行未导入，此处列出前 ${left.length} 处错误。${leftOut} rows were left out, of which the first ${left.length} faults are named`;
    result.notes.push({ line: 1, field: 'file', note });
  }
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
        reason: '名录未被受理。the register was refused',
        fix: fixOf(answer),
      },
    ];
  }
  return faults.map((fault) => inFile(fault, sorted));
}

/** The door names its field; a person at a prompt is told the option. */
function fixOf(answer: Answer): ZhEn {
  const { confirmation } = answer.body;
  const detail = detailOf(answer);
  return typeof confirmation === 'string'
    ? joinZhEn(
        detail,
        `在此请给命令加上 --confirm ${confirmation}。Here: add --confirm ${confirmation} to the command.`,
      )
    : detail;
}

function inFile(fault: ServerFault, sorted: readonly ReadRow<Division>[]): LineFault {
  return { ...fault, line: sorted[fault.line - 2]?.line ?? fault.line };
}
