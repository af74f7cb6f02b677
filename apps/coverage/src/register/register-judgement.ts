import {
  CODE_LENGTHS,
  isDivisionCode,
  KINDS_BY_LEVEL,
  parentPrefix,
  type UnitKind,
  UNIT_KINDS,
} from '@youlu/vocabulary';
import { type FileRecord, type RegisterLine, readRegisterRecords } from './register-lines';
import type { RegisterFault, RegisterRow } from './register-row';

const NAME_CHARACTERS_MAX = 100;
/** A cell that is wrong may be a whole file; what is shown of it only has to be found again. */
const SHOWN_CHARACTERS_MAX = 40;

export type RegisterJudgement =
  | { readonly accepted: true; readonly rows: RegisterRow[] }
  | { readonly accepted: false; readonly faults: RegisterFault[] };

/**
 * Judges a whole register file: either every row is good, or the file is refused with every fault
 * and its line. A register is one statement about a country's places; half of one is a wrong one.
 */
export function judgeRegister(records: readonly FileRecord[]): RegisterJudgement {
  const { lines, faults } = readRegisterRecords(records);
  const firstLineOf = new Map<string, number>();
  for (const { code, line } of lines) if (!firstLineOf.has(code)) firstLineOf.set(code, line);
  const rows: RegisterRow[] = [];
  for (const line of lines) {
    const found = judgeLine(line, firstLineOf);
    if (found.length > 0) faults.push(...found);
    else rows.push(rowOf(line));
  }
  if (faults.length > 0) {
    return { accepted: false, faults: faults.sort((a, b) => a.line - b.line) };
  }
  return { accepted: true, rows };
}

function rowOf(line: RegisterLine): RegisterRow {
  return {
    line: line.line,
    code: line.code,
    name: line.name,
    level: Number(line.level),
    parentCode: line.parent_code === '' ? null : line.parent_code,
    kind: line.kind as UnitKind,
  };
}

function judgeLine(line: RegisterLine, firstLineOf: Map<string, number>): RegisterFault[] {
  const fault = (field: string, code: string, reason: string, fix: string): RegisterFault => ({
    line: line.line,
    field,
    code,
    reason,
    fix,
  });
  if (!isDivisionCode(line.code)) {
    return [
      fault(
        'code',
        'code-malformed',
        `${quoted(line.code)} is not a division code`,
        'write 2, 4, 6, 9 or 12 digits without blanks',
      ),
    ];
  }
  const faults: RegisterFault[] = [];
  const first = firstLineOf.get(line.code);
  if (first !== line.line) {
    const reason = `${line.code} was already given on line ${first}`;
    faults.push(fault('code', 'code-repeated', reason, 'keep one line for each code'));
  }
  if (line.name === '' || line.name.length > NAME_CHARACTERS_MAX) {
    const reason = line.name === '' ? 'the name is empty' : 'the name is too long';
    faults.push(fault('name', 'name-unusable', reason, 'write the name, at most 100 characters'));
  }
  return [...faults, ...judgeLevel(line, fault), ...judgeParent(line, firstLineOf, fault)];
}

function quoted(cell: string): string {
  const isWhole = cell.length <= SHOWN_CHARACTERS_MAX;
  return isWhole ? `"${cell}"` : `"${cell.slice(0, SHOWN_CHARACTERS_MAX)}…"`;
}

type MakeFault = (field: string, code: string, reason: string, fix: string) => RegisterFault;

function judgeLevel(line: RegisterLine, fault: MakeFault): RegisterFault[] {
  const level = Number(line.level);
  if (!/^[1-5]$/.test(line.level) || CODE_LENGTHS[level] !== line.code.length) {
    const right = Object.keys(CODE_LENGTHS).find(
      (l) => CODE_LENGTHS[Number(l)] === line.code.length,
    );
    const reason = `level ${quoted(line.level)} does not fit a code of ${line.code.length} digits`;
    return [fault('level', 'level-mismatch', reason, `write ${right}, or mend the code`)];
  }
  if (!(UNIT_KINDS as readonly string[]).includes(line.kind)) {
    const fix = `write one of ${KINDS_BY_LEVEL[level]?.join(', ')}`;
    return [fault('kind', 'kind-unknown', `${quoted(line.kind)} is not a kind of division`, fix)];
  }
  if (!KINDS_BY_LEVEL[level]?.includes(line.kind as UnitKind)) {
    const fix = `write one of ${KINDS_BY_LEVEL[level]?.join(', ')}`;
    return [fault('kind', 'kind-mismatch', `level ${level} holds no ${line.kind}`, fix)];
  }
  return [];
}

function judgeParent(
  line: RegisterLine,
  firstLineOf: Map<string, number>,
  fault: MakeFault,
): RegisterFault[] {
  const expected = parentPrefix(line.code) ?? '';
  if (line.parent_code !== expected) {
    const reason = `${quoted(line.parent_code)} does not enclose ${line.code}`;
    const fix = expected === '' ? 'leave it empty: a province has no parent' : `write ${expected}`;
    return [fault('parent_code', 'parent-mismatch', reason, fix)];
  }
  if (expected !== '' && !firstLineOf.has(expected)) {
    const reason = `no line gives the parent ${expected} of ${line.code}`;
    return [fault('parent_code', 'parent-missing', reason, `add a line for ${expected}`)];
  }
  return [];
}
