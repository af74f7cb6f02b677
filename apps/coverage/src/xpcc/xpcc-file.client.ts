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
  reason: 'the file holds no unit',
  fix: `send the header ${COLUMNS.join(',')} and one line for each unit`,
};
