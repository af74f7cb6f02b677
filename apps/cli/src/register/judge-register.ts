import { KINDS_BY_LEVEL, parentPrefix, type ZhEn } from '@youlu/vocabulary';
import type { ReadRow } from '../columns/row-kind';
import type { LineFault } from '../tables/table';
import type { Division } from './register-kind';

const LEVEL_BY_DIGITS: Readonly<Record<number, number>> = { 2: 1, 4: 2, 6: 3, 9: 4, 12: 5 };

const ANCESTORS_MAX = 10;

export function levelOf(code: string): number {
  return LEVEL_BY_DIGITS[code.length] ?? 0;
}

/**
 * What the divisions say of each other: codes given twice, superiors that are missing, do not enclose
 * or run in a circle, kinds that do not fit. One fault refuses the register, so all are told.
 */
export function judgeRegister(rows: readonly ReadRow<Division>[]): LineFault[] {
  const first = new Map<string, ReadRow<Division>>();
  for (const row of rows) if (!first.has(row.row.code)) first.set(row.row.code, row);
  return rows.flatMap((read) => {
    const { row, ...place } = read;
    const faults = [repeated(read, first), levelFault(row), superiorFault(row, first)];
    return faults.filter((fault) => fault !== undefined).map((fault) => ({ ...place, ...fault }));
  });
}

type Fault = Omit<LineFault, 'line' | 'sheet'>;
type First = ReadonlyMap<string, ReadRow<Division>>;

function repeated({ line, sheet, row }: ReadRow<Division>, first: First): Fault | undefined {
  const other = first.get(row.code);
  if (!other || (other.line === line && other.sheet === sheet)) return undefined;
  return {
    field: 'code',
    code: 'code-repeated',
    reason: `${row.code} 重复，第 ${other.line} 行已有。${row.code} was already given on line ${other.line}`,
    fix: '每个代码请只保留一行。keep one line for each code',
  };
}

function levelFault({ code, level, kind }: Division): Fault | undefined {
  const right = levelOf(code);
  if (level !== undefined && level !== right) {
    return {
      field: 'level',
      code: 'level-mismatch',
      reason: `级别 ${level} 与 ${code.length} 位代码不符。level ${level} does not fit a code of ${code.length} digits`,
      fix: `请填 ${right}、留空，或更正代码。write ${right}, leave the cell empty, or mend the code`,
    };
  }
  if (KINDS_BY_LEVEL[right]?.includes(kind)) return undefined;
  const kinds = KINDS_BY_LEVEL[right]?.join(', ');
  return {
    field: 'kind',
    code: 'kind-mismatch',
    reason: `${code.length} 位代码不能是 ${kind}。a code of ${code.length} digits is no ${kind}`,
    fix: `请填以下之一：${kinds}，或更正代码。write one of ${kinds}, or mend the code`,
  };
}

function superiorFault({ code, parentCode }: Division, first: First): Fault | undefined {
  const enclosing = parentPrefix(code);
  if (parentCode !== undefined && parentCode !== enclosing) {
    const circle = circleFrom(code, first);
    return {
      field: 'parentCode',
      code: circle === undefined ? 'parent-mismatch' : 'parent-cycle',
      reason: circle ?? `${parentCode} 不是 ${code} 的上级。${parentCode} does not enclose ${code}`,
      fix:
        enclosing === undefined
          ? '请留空：省级单元没有上级。leave it empty: a province has no superior'
          : `请填 ${enclosing}。write ${enclosing}`,
    };
  }
  if (enclosing === undefined || first.has(enclosing)) return undefined;
  return {
    field: 'parentCode',
    code: 'parent-missing',
    reason: `文件中没有 ${code} 的上级 ${enclosing}。no line gives ${enclosing}, in which ${code} lies`,
    fix: `请补上 ${enclosing} 一行。add a line for ${enclosing}`,
  };
}

/** The circle of superiors that leads back to a code, in words. */
function circleFrom(code: string, first: First): ZhEn | undefined {
  const way = [code];
  for (let steps = 0; steps < ANCESTORS_MAX; steps += 1) {
    const next = first.get(way.at(-1) ?? '')?.row.parentCode;
    if (next === undefined) return undefined;
    way.push(next);
    if (next !== code) continue;
    const circle = way.join(' → ');
    return `上级关系成环：${circle}。the superiors run in a circle: ${circle}`;
  }
  return undefined;
}
