import { COLUMN_ALIASES } from '../columns/column-aliases';
import type { Headings } from '../columns/headings';
import { openTable } from '../columns/open-table';
import { plainCode } from '../columns/plain-text';
import { readRows } from '../columns/read-rows';
import type { ReadRow } from '../columns/row-kind';
import { LoadedRegisters } from '../doors/loaded-registers.query';
import type { ImportContext } from '../results/import-context';
import type { ImportResult } from '../results/import-result';
import { type RowDoor, sendRows } from '../results/row-sender.client';
import type { Table } from '../tables/table';
import {
  DECLARATION,
  type DeclarationLine,
  declarationOf,
  filingOf,
  isFiling,
} from './declaration-kind';
import { holdBack } from './hold-back';
import { judgeDeclarations, judgeUnits } from './judge-declarations';

const ALIASES = COLUMN_ALIASES.declarations;
const DECLARATIONS: RowDoor = {
  service: 'coverage',
  path: '/v1/declarations',
  rowsField: 'declarations',
  thing: 'declarations',
};
const FILINGS: RowDoor = {
  service: 'coverage',
  path: '/v1/declaration-filings',
  rowsField: 'filings',
  thing: 'counties declared complete',
  columnOf: { countyCode: 'unitCode', filingId: 'declarationId' },
};

/** Declares who is served, line by line; then, where nothing was refused, that a county is complete. */
export async function importDeclarations(
  context: ImportContext,
  result: ImportResult,
): Promise<void> {
  const codes = new CodesByLine();
  const read = context.tables.flatMap((table) => {
    const headings = openTable(table, ALIASES, result);
    if (!headings) return [];
    codes.remember(table, headings);
    const found = readRows(table, headings, DECLARATION, ALIASES);
    result.add(found);
    return found.rows;
  });
  const judged = judgeDeclarations(read);
  result.add(judged);
  const registers = new LoadedRegisters(context.doors);
  const loaded = await registers.list();
  let { good } = judged;
  if (context.isDryRun) {
    const kinds = await registers.kindsOf(
      good.map(({ row }) => row.unitCode),
      loaded,
    );
    const known = judgeUnits(good, kinds);
    result.add(known);
    good = known.good;
  }
  const declared = good.filter(({ row }) => !isFiling(row));
  const dependsOn = JSON.stringify(loaded.map(({ registerDate }) => registerDate));
  await send(context, DECLARATIONS, declared, declarationOf, result, dependsOn);
  const refusedCodes = result.refused.map((fault) => codes.find(fault));
  const { kept, held } = holdBack(
    good.filter(({ row }) => isFiling(row)),
    refusedCodes,
  );
  result.add({ faults: held });
  await send(context, FILINGS, kept, filingOf, result, dependsOn);
}

async function send(
  { doors, isDryRun }: ImportContext,
  door: RowDoor,
  lines: readonly ReadRow<DeclarationLine>[],
  rowOf: (line: DeclarationLine) => object,
  result: ImportResult,
  dependsOn: string,
): Promise<void> {
  if (isDryRun) for (const _line of lines) result.count(door.thing);
  else {
    const rows = lines.map((line) => ({ ...line, row: rowOf(line.row) }));
    await sendRows(doors, door, rows, result, dependsOn);
  }
}

/** Which unit a line speaks of, also where the line was refused. */
class CodesByLine {
  private readonly codes = new Map<string, string>();

  remember({ sheet = '' }: Table, { body, columnOf }: Headings): void {
    for (const { line, cells } of body) {
      const code = plainCode(cells[columnOf.get('unitCode') ?? -1] ?? '');
      if (/^\d{6,12}$/.test(code)) this.codes.set(`${sheet} ${line}`, code);
    }
  }

  find({ sheet = '', line }: { sheet?: string; line: number }): string | undefined {
    return this.codes.get(`${sheet} ${line}`);
  }
}
