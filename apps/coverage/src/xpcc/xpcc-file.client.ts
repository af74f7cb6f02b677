import { readCsvBody } from '@youlu/http';
import type { XpccFault, XpccLine } from './xpcc-unit';

const COLUMNS = ['code', 'name', 'level', 'parent_code', 'division_codes'] as const;

/** Reads the lines of a file of XPCC units, or says where that cannot be done. */
export function readXpccFile(csv: string): { lines: XpccLine[]; faults: XpccFault[] } {
  const { lines, faults } = readCsvBody(csv, { needed: COLUMNS });
  if (lines.length === 0 && faults.length === 0) return { lines: [], faults: [EMPTY] };
  return {
    lines: lines.map(({ line, cells }) => ({
      line,
      code: cells.code,
      name: cells.name,
      level: cells.level,
      parentCode: cells.parent_code,
      divisionCodes: cells.division_codes,
    })),
    faults,
  };
}

const EMPTY: XpccFault = {
  line: 1,
  field: 'csv',
  code: 'empty',
  reason: '文件中没有兵团单位。the file holds no unit',
  fix: `请发送表头 ${COLUMNS.join(',')}，并为每个单位写一行。send the header ${COLUMNS.join(',')} and one line for each unit`,
};
