import {
  CODE_LENGTHS,
  isDivisionCode,
  kindOfDivision,
  KINDS_BY_LEVEL,
  parentPrefix,
  type UnitKind,
  UNIT_KINDS,
  type ZhEn,
} from '@youlu/vocabulary';
import type { RegisterFault, RegisterRow } from '../register/register-row';
import type { RegisterLine } from './register-lines';

const NAME_CHARACTERS_MAX = 100;
/** A cell that is wrong may be a whole file; what is shown of it only has to be found again. */
const SHOWN_CHARACTERS_MAX = 40;
/** Line breaks and other signs that no name holds, and what a wrong encoding leaves of one. */
const BROKEN = /[\p{Cc}\uFFFD]/u;
const LEVEL_OF_LENGTH = new Map(
  Object.entries(CODE_LENGTHS).map(([level, length]) => [length, Number(level)]),
);

/** The row that a line states, or everything that is wrong with the line by itself. */
export function judgeLine(line: RegisterLine): RegisterRow | RegisterFault[] {
  const fault = faultsOfLine(line.line);
  if (!isDivisionCode(line.code)) {
    const reason: ZhEn = `${quoted(line.code)} 不是区划代码。${quoted(line.code)} is not a division code`;
    const fix: ZhEn =
      '请填 2、4、6、9 或 12 位数字，不含空格。write 2, 4, 6, 9 or 12 digits without blanks';
    return [fault('code', 'code-malformed', reason, fix)];
  }
  const level = LEVEL_OF_LENGTH.get(line.code.length) ?? 0;
  const parentCode = parentPrefix(line.code) ?? null;
  const faults = [...judgeName(line, fault), ...judgeStated(line, level, parentCode, fault)];
  if (faults.length > 0) return faults;
  const kind = (line.stated?.kind as UnitKind) ?? kindOfDivision(line.code, line.name);
  if (kind !== undefined) return { code: line.code, name: line.name, level, parentCode, kind };
  const reason: ZhEn = `代码 ${line.code} 所在号段无定义，无法判断类别。the block of ${line.code} has no meaning, so its kind is not known`;
  const fix: ZhEn =
    '请更正代码，或在文件中补上 level、parent_code 和 kind 三列。mend the code, or send the file with its columns level, parent_code and kind';
  return [fault('code', 'kind-unknown', reason, fix)];
}

type MakeFault = (field: string, code: string, reason: ZhEn, fix: ZhEn) => RegisterFault;

export function faultsOfLine(line: number): MakeFault {
  return (field, code, reason, fix) => ({ line, field, code, reason, fix });
}

function quoted(cell: string): string {
  const isWhole = cell.length <= SHOWN_CHARACTERS_MAX;
  return isWhole ? `"${cell}"` : `"${cell.slice(0, SHOWN_CHARACTERS_MAX)}…"`;
}

function judgeName({ name }: RegisterLine, fault: MakeFault): RegisterFault[] {
  const isBroken = BROKEN.test(name);
  if (name !== '' && name.length <= NAME_CHARACTERS_MAX && !isBroken) return [];
  const long: ZhEn = isBroken
    ? '名称含换行等不可用的字符。the name holds a line break or the like'
    : '名称过长。the name is too long';
  const reason: ZhEn = name === '' ? '名称为空。the name is empty' : long;
  const fix: ZhEn = '请填写名称，最多 100 个字符。write the name, at most 100 characters';
  return [fault('name', 'name-unusable', reason, fix)];
}

/** Level and parent are functions of the code: where the file states them, it must agree. */
function judgeStated(
  { code, stated }: RegisterLine,
  level: number,
  parentCode: string | null,
  fault: MakeFault,
): RegisterFault[] {
  if (!stated) return [];
  const faults = judgeLevel(stated, code, level, fault);
  const expected = parentCode ?? '';
  if (stated.parentCode !== expected) {
    const said = quoted(stated.parentCode);
    const reason: ZhEn = `${said} 不是 ${code} 的上级。${said} does not enclose ${code}`;
    const fix: ZhEn =
      expected === ''
        ? '请留空：省级单元没有上级。leave it empty: a province has no parent'
        : `请填 ${expected}。write ${expected}`;
    faults.push(fault('parent_code', 'parent-mismatch', reason, fix));
  }
  return faults;
}

function judgeLevel(
  { level: written, kind }: NonNullable<RegisterLine['stated']>,
  code: string,
  level: number,
  fault: MakeFault,
): RegisterFault[] {
  if (written !== String(level)) {
    const reason: ZhEn = `级别 ${quoted(written)} 与 ${code.length} 位代码不符。level ${quoted(written)} does not fit a code of ${code.length} digits`;
    const fix: ZhEn = `请填 ${level}，或更正代码。write ${level}, or mend the code`;
    return [fault('level', 'level-mismatch', reason, fix)];
  }
  const kinds = KINDS_BY_LEVEL[level]?.join(', ');
  const fix: ZhEn = `请填以下之一：${kinds}。write one of ${kinds}`;
  if (!(UNIT_KINDS as readonly string[]).includes(kind)) {
    const reason: ZhEn = `${quoted(kind)} 不是区划类别。${quoted(kind)} is not a kind of division`;
    return [fault('kind', 'kind-unknown', reason, fix)];
  }
  if (!KINDS_BY_LEVEL[level]?.includes(kind as UnitKind)) {
    const reason: ZhEn = `第 ${level} 级没有 ${kind} 这一类别。level ${level} holds no ${kind}`;
    return [fault('kind', 'kind-mismatch', reason, fix)];
  }
  return [];
}
