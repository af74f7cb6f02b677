import type { Day, Indicator, UnitKind, ZhEn } from '@youlu/vocabulary';
import type { ReadRow } from '../columns/row-kind';
import type { LineFault } from '../tables/table';
import { type DeclarationLine, declarationOf, isFiling } from './declaration-kind';

type Fault = Omit<LineFault, 'line' | 'sheet'>;
type Line = ReadRow<DeclarationLine>;

export interface JudgedLines {
  readonly good: Line[];
  readonly faults: LineFault[];
}

/** What the cells of a line must agree on, and the lines among themselves; the first one stays. */
export function judgeDeclarations(lines: readonly Line[]): JudgedLines {
  const judged: JudgedLines = { good: [], faults: [] };
  const goodOf = new Map<string, Line[]>();
  for (const line of lines) {
    const ofUnit = goodOf.get(line.row.unitCode) ?? [];
    const fault = ownFault(line.row) ?? clashFault(line.row, ofUnit);
    if (fault) {
      judged.faults.push(at(line, fault));
      continue;
    }
    judged.good.push(line);
    ofUnit.push(line);
    goodOf.set(line.row.unitCode, ofUnit);
  }
  return judged;
}

/** Which units each indicator counts, as the coverage service has it. */
const KINDS_COUNTED: Readonly<Record<Indicator, readonly UnitKind[]>> = {
  'township-outlet': ['town', 'township', 'ethnic_township'],
  'village-express': ['admin_village'],
  'village-direct-mail': ['admin_village'],
};

/** What the loaded registers say of the units: a dry run asks this itself, else the door does. */
export function judgeUnits(
  lines: readonly Line[],
  kindsOf: ReadonlyMap<string, readonly UnitKind[]>,
): JudgedLines {
  const judged: JudgedLines = { good: [], faults: [] };
  for (const line of lines) {
    const fault = unitFault(line.row, kindsOf.get(line.row.unitCode));
    if (fault) judged.faults.push(at(line, fault));
    else judged.good.push(line);
  }
  return judged;
}

function unitFault(
  line: DeclarationLine,
  kinds: readonly UnitKind[] | undefined,
): Fault | undefined {
  const { unitCode, indicator } = line;
  const field = 'unitCode';
  if (kinds === undefined) {
    return {
      field,
      code: 'unit-unknown',
      reason: `已导入的名录中没有 ${unitCode}。no loaded register knows ${unitCode}`,
      fix: '请更正代码，或先导入含该代码的名录。mend the code, or import the register that has it first',
    };
  }
  const counted = KINDS_COUNTED[indicator];
  if (isFiling(line) || kinds.some((kind) => counted.includes(kind))) return undefined;
  return {
    field,
    code: 'unit-not-counted',
    reason: `${unitCode} 的类别不在该指标统计范围内。${unitCode} is a ${kinds.join(' or ')}, and ${indicator} counts ${counted.join(', ')} only`,
    fix: '请申报该指标统计的单元，或改报其他指标。declare the unit of the right kind that serves the place, or another indicator',
  };
}

function ownFault(line: DeclarationLine): Fault | undefined {
  const { unitCode, indicator, mode, frequencyPerWeek, operator, from, to } = line;
  if (to !== undefined && to <= from) {
    return {
      field: 'to',
      code: 'period-empty',
      reason: `起止日期 ${from} 至 ${to} 之间没有一天。the period ${from} to ${to} holds no day`,
      fix: '请填失效首日，须在 from 之后；长期有效则留空。write the first day it no longer holds, after from; leave it empty while it is open',
    };
  }
  const digits = indicator === 'township-outlet' ? 9 : 12;
  if (!isFiling(line) && unitCode.length !== digits) {
    return {
      field: 'unitCode',
      code: 'wrong-level',
      reason: `${indicator} 应按 ${digits} 位代码申报，此处为 ${unitCode.length} 位。${indicator} is declared for codes of ${digits} digits, not ${unitCode.length}`,
      fix: `请填 ${digits} 位代码；只有申报完毕才填县级单元的 6 位代码。write the ${digits} digits; the 6 digits of the county only to say that all is declared`,
    };
  }
  if (mode !== undefined && (indicator !== 'village-express' || isFiling(line))) {
    return outOfPlace(
      'mode',
      '只有村的 village-express 才填服务方式。only village-express of a village has a mode',
    );
  }
  if (frequencyPerWeek !== undefined && (indicator !== 'village-direct-mail' || isFiling(line))) {
    return outOfPlace(
      'frequencyPerWeek',
      '只有村的 village-direct-mail 才填频次。only village-direct-mail of a village has a frequency',
    );
  }
  if (operator !== undefined && isFiling(line)) {
    return outOfPlace(
      'operator',
      '只有乡镇或村的申报才填承办企业。only what is declared of a township or a village has an operator',
    );
  }
  return undefined;
}

function outOfPlace(field: string, reason: ZhEn): Fault {
  return {
    field,
    code: 'out-of-place',
    reason,
    fix: '请清空该单元格，或更正指标。empty the cell, or mend the indicator',
  };
}

/** A line may not say again, or otherwise, what a line before it says of the unit on the same days. */
function clashFault(row: DeclarationLine, before: readonly Line[]): Fault | undefined {
  const mine = declarationOf(row);
  for (const other of before) {
    if (declarationOf(other.row).declarationId === mine.declarationId) {
      return {
        field: 'declarationId',
        code: 'repeated',
        reason: `第 ${other.line} 行的申报相同。line ${other.line} makes the same declaration`,
        fix: '请只保留一行。keep one of the lines',
      };
    }
    if (!isSameService(row, other.row) || !overlap(row, other.row)) continue;
    return {
      field: 'from',
      code: 'periods-overlap',
      reason: `第 ${other.line} 行已申报相同内容，自 ${other.row.from} 至 ${other.row.to ?? '今'}，有效期重叠。line ${other.line} declares the same from ${other.row.from} to ${other.row.to ?? 'now'}`,
      fix: '请让前一时段止于后一时段开始之日，或只保留一行。end the earlier period on the day the later one begins, or keep one of the lines',
    };
  }
  return undefined;
}

function isSameService(a: DeclarationLine, b: DeclarationLine): boolean {
  const isSameOperator = a.operator === b.operator;
  return (
    a.unitCode === b.unitCode && a.indicator === b.indicator && a.mode === b.mode && isSameOperator
  );
}

const NEVER: Day = '9999-12-31';

function overlap(a: DeclarationLine, b: DeclarationLine): boolean {
  return a.from < (b.to ?? NEVER) && b.from < (a.to ?? NEVER);
}

function at({ line, sheet }: Line, fault: Fault): LineFault {
  return sheet === undefined ? { line, ...fault } : { sheet, line, ...fault };
}
