import type { ImportResult } from '../results/import-result';
import { placeOf, type Table } from '../tables/table';
import { findHeadings, type HeadingAliases, type Headings } from './headings';

/** The headings of a table, with what is odd about them told; undefined where it cannot be read. */
export function openTable(
  table: Table,
  aliases: HeadingAliases,
  result: ImportResult,
): Headings | undefined {
  result.add(table);
  const headings = findHeadings(table, aliases);
  if (headings === undefined) {
    result.refused.push({
      ...placeOf(table, table.rows[0]?.line ?? 1),
      field: 'headings',
      code: 'no-headings',
      reason: '前几行中没有列标题。none of the first lines names the columns',
      fix: `请写上列标题，例如 ${exampleOf(aliases)}。head the columns, for example ${exampleOf(aliases)}`,
    });
    return undefined;
  }
  const place = placeOf(table, headings.line);
  for (const heading of headings.unused) {
    result.notes.push({ ...place, field: heading, note: '此列未使用。this column is not used' });
  }
  for (const field of headings.repeated) {
    result.refused.push({
      ...place,
      field,
      code: 'column-repeated',
      reason: `有两列都是 ${field}，此表未读取。two columns give the ${field}; nothing of this table was read`,
      fix: '请只保留一列，或将另一列改名。keep one of them, or rename the other',
    });
  }
  if (headings.repeated.length > 0) return undefined;
  if (headings.body.length === 0 && table.faults.length === 0) {
    result.refused.push({
      ...place,
      field: 'rows',
      code: 'no-rows',
      reason: '列标题下没有数据行。there is no line under the headings',
      fix: '请补上各行，或检查文件是否完整。add the rows, or check that the file is whole',
    });
  }
  return headings;
}

function exampleOf(aliases: HeadingAliases): string {
  const fields = Object.entries(aliases).slice(0, 4);
  return fields.map(([field, names]) => `${field} (${names[0] ?? field})`).join(', ');
}
