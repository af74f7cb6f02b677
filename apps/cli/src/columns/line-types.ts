import { joinZhEn, type ZhEn } from '@youlu/vocabulary';
import { placeOf, type LineFault, type Table, type TableRow } from '../tables/table';
import type { Headings } from './headings';
import type { Reader } from './reader';

export interface LineTypes<W extends string> {
  typeOf(row: TableRow): W | undefined;
  /** Lines whose type nobody knows. */
  readonly faults: LineFault[];
}

/**
 * Of which kind each line is: the `type` column says it, else the name of the sheet, else it is the
 * usual one, where there is one.
 */
export function lineTypes<W extends string>(
  table: Table,
  headings: Headings,
  reader: Reader<W>,
  usual?: W,
): LineTypes<W> {
  const column = headings.columnOf.get('type');
  const types = new Map<number, W>();
  const faults: LineFault[] = [];
  const bySheet = readWord(reader, table.sheet ?? '') ?? usual;
  for (const { line, cells } of headings.body) {
    const written = reader.plain(column === undefined ? '' : (cells[column] ?? ''));
    const type = written === '' ? bySheet : readWord(reader, written);
    if (type !== undefined) types.set(line, type);
    else faults.push({ ...placeOf(table, line), ...unknownType(reader, written) });
  }
  return { typeOf: ({ line }) => types.get(line), faults };
}

function readWord<W>(reader: Reader<W>, word: string): W | undefined {
  const reading = reader.read(reader.plain(word));
  return reading.ok ? reading.value : undefined;
}

function unknownType<W>(reader: Reader<W>, written: string): Omit<LineFault, 'line' | 'sheet'> {
  const reading = reader.read(written);
  const fix: ZhEn = '请在 type 列写明行类型。say it in the type column';
  if (reading.ok || written === '') {
    const reason: ZhEn = '无从判断此行的类型。nothing tells what the line is';
    return {
      field: 'type',
      code: 'type-unknown',
      reason,
      fix: reading.ok ? fix : joinZhEn(fix, reading.fix),
    };
  }
  return {
    field: 'type',
    code: 'type-unknown',
    reason: reading.reason,
    fix: joinZhEn(fix, reading.fix),
  };
}
