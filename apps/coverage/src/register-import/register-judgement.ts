import type { ZhEn } from '@youlu/vocabulary';
import type { RegisterFault, RegisterRow } from '../register/register-row';
import { faultsOfLine, judgeLine } from './judge-line';
import { emptyFile, isFault, type LineReader, readerFor } from './register-lines';

/** Kept of a file that is wrong throughout; how many there are is counted beside. */
const FAULTS_KEPT_MAX = 10_000;
const LEVELS = 5;

/** What a register file states, and what is wrong with it; without faults it can be loaded. */
export interface RegisterJudgement {
  /** Good rows that lie in good rows; with faults, only what is left of the file. */
  readonly rows: RegisterRow[];
  /** By line; at most 10,000 of them. */
  readonly faults: RegisterFault[];
  readonly faultCount: number;
  /** Lines that give no row. */
  readonly rejectedRows: number;
  /** Why the file could not be read to its end: how many of its rows are missing nobody knows. */
  readonly cut: RegisterFault | null;
}

/**
 * Judges a register file line by line, so that a nation's need not be held twice. A register is one
 * statement about a country's places: it is the caller's word whether what is left of one with faults
 * is to be taken for it.
 */
export class RegisterJudge {
  private reader: LineReader | undefined;
  private isHeaderBad = false;
  private readonly rows: RegisterRow[] = [];
  private readonly firstLineOf = new Map<string, number>();
  private readonly faults: RegisterFault[] = [];
  private faultCount = 0;
  private rejected = 0;
  private isEmpty = true;
  private cut: RegisterFault | null = null;

  /** The next record of the file; the first is its header, and under a bad one nothing is read. */
  take(fields: readonly string[], line: number): void {
    if (this.isHeaderBad) return;
    if (!this.reader) return this.takeHeader(fields);
    this.isEmpty = false;
    const read = this.reader.read(fields, line);
    if (isFault(read)) return this.reject([read]);
    const first = this.firstLineOf.get(read.code);
    if (first === undefined) this.firstLineOf.set(read.code, line);
    const row = judgeLine(read);
    const faults = Array.isArray(row) ? row : [];
    if (first !== undefined && faults[0]?.code !== 'code-malformed') {
      const reason: ZhEn = `${read.code} 重复，第 ${first} 行已有。${read.code} was already given on line ${first}`;
      const make = faultsOfLine(line);
      const fix: ZhEn = '每个代码请只保留一行。keep one line for each code';
      faults.push(make('code', 'code-repeated', reason, fix));
    }
    if (faults.length > 0) this.reject(faults);
    else if (!Array.isArray(row)) this.rows.push(row);
  }

  /** The file cannot be read on from here. */
  stop(fault: RegisterFault): void {
    this.add(fault);
    this.cut = fault;
    this.isEmpty = false;
  }

  /** @param keepGoodRows whether rows in refused ones are to be named too */
  finish(keepGoodRows = false): RegisterJudgement {
    if (this.isEmpty && this.faultCount === 0) this.add(emptyFile());
    const rows = this.withParents(keepGoodRows);
    this.faults.sort((a, b) => a.line - b.line);
    const { faults, faultCount, rejected: rejectedRows, cut } = this;
    return { rows, faults, faultCount, rejectedRows, cut };
  }

  /** Leaves out rows that lie in none of the others, from the top down. */
  private withParents(namesRefused: boolean): RegisterRow[] {
    const good = new Set<string>();
    const rows: RegisterRow[] = [];
    for (let level = 1; level <= LEVELS; level += 1) {
      for (const row of this.rows) {
        if (row.level !== level) continue;
        if (row.parentCode === null || good.has(row.parentCode)) {
          if (level < LEVELS) good.add(row.code); // nothing lies in a village
          rows.push(row);
        } else this.reject(this.orphaned(row, row.parentCode, namesRefused));
      }
    }
    return rows;
  }

  private orphaned(
    { code }: RegisterRow,
    parentCode: string,
    namesRefused: boolean,
  ): RegisterFault[] {
    const given = this.firstLineOf.get(parentCode);
    const make = faultsOfLine(this.firstLineOf.get(code) ?? 1);
    if (given !== undefined && !namesRefused) return []; // mending the parent mends it
    if (given === undefined) {
      const reason: ZhEn = `文件中没有 ${code} 的上级 ${parentCode}。no line gives the parent ${parentCode} of ${code}`;
      const fix: ZhEn = `请补上 ${parentCode} 一行。add a line for ${parentCode}`;
      return [make('parent_code', 'parent-missing', reason, fix)];
    }
    const reason: ZhEn = `${code} 的上级 ${parentCode} 未被受理。${parentCode}, in which ${code} lies, is refused`;
    const fix: ZhEn = `请更正第 ${given} 行。mend line ${given}`;
    return [make('parent_code', 'parent-refused', reason, fix)];
  }

  private takeHeader(fields: readonly string[]): void {
    const reader = readerFor(fields);
    if ('read' in reader) this.reader = reader;
    else for (const fault of reader) this.add(fault);
    this.isHeaderBad = this.reader === undefined;
  }

  private reject(faults: readonly RegisterFault[]): void {
    this.rejected += 1;
    for (const fault of faults) this.add(fault);
  }

  private add(fault: RegisterFault): void {
    this.faultCount += 1;
    if (this.faults.length < FAULTS_KEPT_MAX) this.faults.push(fault);
  }
}
