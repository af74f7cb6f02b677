import type { ReadRow } from '../columns/row-kind';
import type { LineFault } from '../tables/table';
import type { DeclarationLine } from './declaration-kind';

/**
 * A county is not complete while a line of it was refused, or one of which nobody knows whose it is:
 * otherwise the place of that line would be counted as not served.
 */
export function holdBack(
  filings: readonly ReadRow<DeclarationLine>[],
  refusedCodes: readonly (string | undefined)[],
): { kept: ReadRow<DeclarationLine>[]; held: LineFault[] } {
  const kept: ReadRow<DeclarationLine>[] = [];
  const held: LineFault[] = [];
  for (const filing of filings) {
    const { row, ...place } = filing;
    const against = refusedCodes.filter(
      (code) => code === undefined || code.startsWith(row.unitCode),
    ).length;
    if (against === 0) {
      kept.push(filing);
      continue;
    }
    held.push({
      ...place,
      field: 'unitCode',
      code: 'county-not-complete',
      reason: `${row.unitCode} 不能认定申报完毕：其中 ${against} 行未被受理。${row.unitCode} cannot be called complete: of its lines ${against} had to be refused`,
      fix: '请更正这些行后重新导入文件。mend those lines and import the file again',
    });
  }
  return { kept, held };
}
