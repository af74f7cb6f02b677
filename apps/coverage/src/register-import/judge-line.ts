import {
  CODE_LENGTHS,
  isDivisionCode,
  kindOfDivision,
  KINDS_BY_LEVEL,
  parentPrefix,
  type UnitKind,
  UNIT_KINDS,
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
    const reason = `${quoted(line.code)} is not a division code`;
    const fix = 'write 2, 4, 6, 9 or 12 digits without blanks';
    return [fault('code', 'code-malformed', reason, fix)];
  }
  const level = LEVEL_OF_LENGTH.get(line.code.length) ?? 0;
  const parentCode = parentPrefix(line.code) ?? null;
  const faults = [...judgeName(line, fault), ...judgeStated(line, level, parentCode, fault)];
  if (faults.length > 0) return faults;
  const kind = (line.stated?.kind as UnitKind) ?? kindOfDivision(line.code, line.name);
  if (kind !== undefined) return { code: line.code, name: line.name, level, parentCode, kind };
  const reason = `the block of ${line.code} has no meaning, so its kind is not known`;
  const fix = 'mend the code, or send the file with its columns level, parent_code and kind';
  return [fault('code', 'kind-unknown', reason, fix)];
}

type MakeFault = (field: string, code: string, reason: string, fix: string) => RegisterFault;

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
  const long = isBroken ? 'the name holds a line break or the like' : 'the name is too long';
  const reason = name === '' ? 'the name is empty' : long;
  return [fault('name', 'name-unusable', reason, 'write the name, at most 100 characters')];
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
    const reason = `${quoted(stated.parentCode)} does not enclose ${code}`;
    const fix = expected === '' ? 'leave it empty: a province has no parent' : `write ${expected}`;
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
    const reason = `level ${quoted(written)} does not fit a code of ${code.length} digits`;
    return [fault('level', 'level-mismatch', reason, `write ${level}, or mend the code`)];
  }
  const fix = `write one of ${KINDS_BY_LEVEL[level]?.join(', ')}`;
  if (!(UNIT_KINDS as readonly string[]).includes(kind)) {
    return [fault('kind', 'kind-unknown', `${quoted(kind)} is not a kind of division`, fix)];
  }
  if (!KINDS_BY_LEVEL[level]?.includes(kind as UnitKind)) {
    return [fault('kind', 'kind-mismatch', `level ${level} holds no ${kind}`, fix)];
  }
  return [];
}
