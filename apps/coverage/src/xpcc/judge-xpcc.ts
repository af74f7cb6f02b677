import { isDivisionCode, type ZhEn } from '@youlu/vocabulary';
import {
  XPCC_LEVEL_NAMES,
  XPCC_LEVELS,
  type XpccFault,
  type XpccLevel,
  type XpccLine,
  type XpccUnit,
} from './xpcc-unit';

const CODE = /^[A-Z0-9][A-Z0-9-]{0,19}$/;
const NAME_CHARACTERS_MAX = 100;
const STEPS_MAX = 10;
const BETWEEN_CODES = '|';

type Fault = Omit<XpccFault, 'line'>;
type First = ReadonlyMap<string, XpccLine>;

/**
 * Judges the lines of a file of XPCC units: every fault with its line, and the good units that lie in
 * good ones; it is the caller's word whether what is left of a file with faults is taken.
 *
 * @param knows whether the public register in force states a code
 */
export function judgeXpcc(
  lines: readonly XpccLine[],
  knows: (divisionCode: string) => boolean,
): { units: XpccUnit[]; faults: XpccFault[] } {
  const first = new Map<string, XpccLine>();
  const rivals = new Map<string, XpccLine>();
  for (const line of lines) {
    const other = first.get(line.code);
    if (!other) first.set(line.code, line);
    else if (other.parentCode !== line.parentCode && !rivals.has(line.code)) {
      rivals.set(line.code, line);
    }
  }
  const faults = lines.flatMap((line) =>
    [
      ...ownFaults(line),
      ...repeated(line, first, rivals),
      ...parentFaults(line, first),
      ...groundFaults(line, knows),
    ].map((fault) => ({ line: line.line, ...fault })),
  );
  const faulty = new Set(faults.map(({ line }) => line));
  const { kept, left } = withSuperiors(lines.filter(({ line }) => !faulty.has(line)));
  return { units: kept.map(unitOf), faults: [...faults, ...left].sort((a, b) => a.line - b.line) };
}

/** From the top down: what lies in a unit that is refused cannot be kept without it. */
function withSuperiors(good: readonly XpccLine[]): { kept: XpccLine[]; left: XpccFault[] } {
  const codes = new Set<string>();
  const kept: XpccLine[] = [];
  const left: XpccFault[] = [];
  for (const level of XPCC_LEVELS) {
    for (const line of good) {
      if (line.level !== level) continue;
      const { code, parentCode } = line;
      if (parentCode === '' || codes.has(parentCode)) {
        codes.add(code);
        kept.push(line);
        continue;
      }
      const reason: ZhEn = `${code} 的上级 ${parentCode} 未被受理。${parentCode}, in which ${code} lies, is refused`;
      const fix: ZhEn = `请更正 ${parentCode} 所在行。mend the line of ${parentCode}`;
      left.push({ line: line.line, field: 'parent_code', code: 'parent-refused', reason, fix });
    }
  }
  return { kept, left };
}

function unitOf(line: XpccLine): XpccUnit {
  const { code, name, parentCode } = line;
  return {
    code,
    name,
    level: line.level as XpccLevel,
    parentCode: parentCode === '' ? null : parentCode,
    divisionCodes: codesOf(line),
  };
}

function codesOf({ divisionCodes }: XpccLine): string[] {
  return divisionCodes
    .split(BETWEEN_CODES)
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

function ownFaults({ code, name, level }: XpccLine): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, word: string, reason: ZhEn, fix: ZhEn) =>
    faults.push({ field, code: word, reason, fix });
  if (!CODE.test(code)) {
    const fix: ZhEn = '请填 1 至 20 个 A-Z、0-9 或 -。write 1 to 20 of A-Z, 0-9 and -';
    add('code', 'code-malformed', '不是有效的单位代码。this is no code', fix);
  }
  if (name === '' || name.length > NAME_CHARACTERS_MAX) {
    const reason: ZhEn = '名称为空或过长。the name is empty or too long';
    const fix: ZhEn = '请填写名称，最多 100 个字符。write at most 100 characters';
    add('name', 'name-unusable', reason, fix);
  }
  if (!(XPCC_LEVELS as readonly string[]).includes(level)) {
    const levels = XPCC_LEVELS.join(', ');
    const fix: ZhEn = `请填以下之一：${levels}（师、团、连）。write ${levels}`;
    add('level', 'not-in-list', '不是有效的级别。this is no level', fix);
  }
  return faults;
}

/** Of two lines with two parents neither says which is right: both are refused. */
function repeated(line: XpccLine, first: First, rivals: First): Fault[] {
  const before = first.get(line.code);
  const other = before && before.line !== line.line ? before : rivals.get(line.code);
  if (!other) return [];
  const isElsewhere = other.parentCode !== line.parentCode;
  const reason: ZhEn = isElsewhere
    ? `${line.code} 有两个上级：第 ${other.line} 行为 ${other.parentCode || '空'}，本行为 ${line.parentCode || '空'}。${line.code} lies in ${other.parentCode || 'nothing'} on line ${other.line} and in ${line.parentCode || 'nothing'} here`
    : `${line.code} 重复，第 ${other.line} 行已有。${line.code} was already given on line ${other.line}`;
  return [
    {
      field: isElsewhere ? 'parent_code' : 'code',
      code: isElsewhere ? 'two-parents' : 'code-repeated',
      reason,
      fix: '每个单位请只保留一行。keep one line for each unit',
    },
  ];
}

function parentFaults(line: XpccLine, first: First): Fault[] {
  const fault = (code: string, reason: ZhEn, fix: ZhEn): Fault[] => [
    { field: 'parent_code', code, reason, fix },
  ];
  const rank = XPCC_LEVELS.indexOf(line.level as XpccLevel);
  if (rank < 0) return [];
  if (line.parentCode === '') {
    if (rank === 0) return [];
    const above = XPCC_LEVELS[rank - 1];
    return fault(
      'parent-missing',
      `${nameOf(line.level)}须有上级${nameOf(above)}。a ${line.level} lies in a ${above}`,
      `请填所属${nameOf(above)}的代码。write the code of its ${above}`,
    );
  }
  const circle = circleFrom(line.code, first);
  if (circle !== undefined) {
    const reason: ZhEn = `上级关系成环：${circle}。the superiors run in a circle: ${circle}`;
    return fault('cycle', reason, '请更正其中一个上级。mend one of them');
  }
  const parent = first.get(line.parentCode);
  if (!parent) {
    return fault(
      'parent-missing',
      `文件中没有上级 ${line.parentCode}。no line gives ${line.parentCode}`,
      `请补上 ${line.parentCode} 一行。add a line for ${line.parentCode}`,
    );
  }
  if (rank === 0 || parent.level !== XPCC_LEVELS[rank - 1]) {
    return fault(
      'parent-mismatch',
      `${nameOf(line.level)}的上级不能是${nameOf(parent.level)}。a ${line.level} does not lie in a ${parent.level}`,
      '连属于团，团属于师，师没有上级。a company lies in a regiment, a regiment in a division, a division in nothing',
    );
  }
  return [];
}

/** 师, 团 or 连; another word as it stands. */
function nameOf(level = ''): string {
  const known = XPCC_LEVELS.find((word) => word === level);
  return known ? XPCC_LEVEL_NAMES[known] : `“${level}”`;
}

function circleFrom(code: string, first: First): string | undefined {
  const way = [code];
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const next = first.get(way.at(-1) ?? '')?.parentCode;
    if (next === undefined || next === '') return undefined;
    way.push(next);
    if (next === code) return way.join(' → ');
  }
  return undefined;
}

function groundFaults(line: XpccLine, knows: (code: string) => boolean): Fault[] {
  return codesOf(line).flatMap((code): Fault[] => {
    if (isDivisionCode(code) && knows(code)) return [];
    const reason: ZhEn = `现行区划名录中没有 ${code}。the register in force has no unit ${code}`;
    const fix: ZhEn =
      '请填公开名录中的区划代码，以“|”相连，或留空。write codes of the public register, joined by "|", or leave the cell empty';
    return [{ field: 'division_codes', code: 'unit-unknown', reason, fix }];
  });
}
