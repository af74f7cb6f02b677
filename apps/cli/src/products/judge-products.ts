import type { ReadRow } from '../columns/row-kind';
import type { LineFault } from '../tables/table';
import type { ProductLine, ProjectLine } from './product-kinds';

type Fault = Omit<LineFault, 'line' | 'sheet'>;

interface Judged<Line> {
  readonly good: ReadRow<Line>[];
  readonly faults: LineFault[];
}

/** An id stands for one product: the first line that gives it stays. */
export function judgeProducts(lines: readonly ReadRow<ProductLine>[]): Judged<ProductLine> {
  return sift(lines, () => undefined);
}

/** A period holds at least a day, and one product and place are counted once in it. */
export function judgeProjects(lines: readonly ReadRow<ProjectLine>[]): Judged<ProjectLine> {
  return sift(lines, (line, before) => periodFault(line) ?? overlapFault(line, before));
}

function sift<Line extends { id: string }>(
  lines: readonly ReadRow<Line>[],
  judge: (line: Line, before: readonly ReadRow<Line>[]) => Fault | undefined,
): Judged<Line> {
  const judged: Judged<Line> = { good: [], faults: [] };
  const firstOf = new Map<string, number>();
  for (const read of lines) {
    const { row, ...place } = read;
    const fault = repeated(row.id, firstOf.get(row.id)) ?? judge(row, judged.good);
    if (fault) judged.faults.push({ ...place, ...fault });
    else judged.good.push(read);
    if (!firstOf.has(row.id)) firstOf.set(row.id, read.line);
  }
  return judged;
}

function repeated(id: string, line: number | undefined): Fault | undefined {
  if (line === undefined) return undefined;
  return {
    field: 'id',
    code: 'id-repeated',
    reason: `编号 ${id} 重复，第 ${line} 行已有。${id} was already given on line ${line}`,
    fix: '请只保留一行，或为此行另编编号。keep one of the lines, or give this one an id of its own',
  };
}

function periodFault({ from, to }: ProjectLine): Fault | undefined {
  if (to > from) return undefined;
  return {
    field: 'to',
    code: 'period-empty',
    reason: `起止日期 ${from} 至 ${to} 之间没有一天。the period ${from} to ${to} holds no day`,
    fix: '请填最后一天的次日。write the day after the last one',
  };
}

function overlapFault(
  line: ProjectLine,
  before: readonly ReadRow<ProjectLine>[],
): Fault | undefined {
  const other = before.find(
    ({ row }) =>
      row.productId === line.productId &&
      row.track === line.track &&
      row.jurisdiction === line.jurisdiction &&
      row.from < line.to &&
      line.from < row.to &&
      row.placeCodes.some((place) => line.placeCodes.some((mine) => enclose(place, mine))),
  );
  if (!other) return undefined;
  return {
    field: 'from',
    code: 'periods-overlap',
    reason: `第 ${other.line} 行的项目 ${other.row.id} 在相同日期统计相同邮件。project ${other.row.id} of line ${other.line} counts the same parcels on the same days`,
    fix: '请只保留其一，或错开时段或地域。keep one of them, or part their periods or places',
  };
}

function enclose(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
