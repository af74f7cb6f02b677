import { COVERAGE_STATES, type CoverageState, type Indicator } from '@youlu/vocabulary';
import { INDICATOR_NAMES, STATE_NAMES } from './chinese-words';
import { fitWidth } from './display-width';
import { percentOf, rateOf } from './percent';
import type { RateRow, ReportModel, UnitRow } from './report-model';
import { TERMINAL_COLUMNS, textTable } from './text-table';

const NUMBERS = ['', '一', '二', '三', '四'];
const ROWS_SHOWN = 140;
const UNITS_SHOWN_PER_RULE = 12;

/** One indicator by place: declared beside observed, and how much of the declared was measured. */
export function coverageSection(
  model: ReportModel,
  indicator: Indicator,
  number: number,
): string[] {
  const rows = model.rates.filter((row) => row.indicator === indicator && isShown(model, row));
  const shown = rows.slice(0, ROWS_SHOWN);
  const columns = [
    { title: '编码' },
    { title: '单元', widthMax: 26 },
    { title: '申报', align: 'right' as const },
    { title: '实测', align: 'right' as const },
    { title: '已核', align: 'right' as const },
    { title: '不符', align: 'right' as const },
    { title: '未通', align: 'right' as const },
    { title: '未知', align: 'right' as const },
  ];
  const cells = shown.map((row) => [
    row.code,
    row.name,
    rateOf(row.declared, row.denominator),
    rateOf(row.observed, row.denominator),
    percentOf(row.measured.numerator, row.measured.denominator),
    String(row.contradicted),
    String(row.notServed),
    String(row.unknown),
  ]);
  const left = rows.length - shown.length;
  return [
    `${NUMBERS[number]}、${INDICATOR_NAMES[indicator]}${model.simulated ? ' (模拟)' : ''}`,
    ...textTable(columns, cells),
    ...(left > 0 ? [`  … 另有 ${left} 个, 见 coverage.csv`] : []),
  ];
}

/** A county shows its townships; a larger scope stops at counties. Empty places are left out. */
function isShown(model: ReportModel, row: RateRow): boolean {
  if (row.code === model.scenario.scope) return true;
  if (row.level === 'unit4' && model.scenario.scope.length < 6) return false;
  return row.denominator > 0 || row.excluded > 0;
}

/** Villages by state with the rule that decided it, and who they are. */
export function villageSection(model: ReportModel, number: number): string[] {
  const lines = [`${NUMBERS[number]}、各单元状态与判定规则`];
  for (const indicator of Object.keys(INDICATOR_NAMES) as Indicator[]) {
    const units = model.units.filter((unit) => unit.indicator === indicator);
    lines.push(`  ${INDICATOR_NAMES[indicator]}`);
    for (const state of COVERAGE_STATES) lines.push(...stateLines(units, state));
  }
  return lines;
}

function stateLines(units: UnitRow[], state: CoverageState): string[] {
  const members = units.filter((unit) => unit.state === state);
  const byRule = new Map<string, UnitRow[]>();
  for (const unit of members) byRule.set(unit.rule, [...(byRule.get(unit.rule) ?? []), unit]);
  return [...byRule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([rule, group]) => {
      const head = `    ${STATE_NAMES[state]} ${group.length}  [${rule}]`;
      const undeclared = group.filter((unit) => unit.undeclared).length;
      const note = undeclared > 0 ? `, 其中未申报 ${undeclared}` : '';
      const names = group.slice(0, UNITS_SHOWN_PER_RULE).map(({ name }) => name);
      const more = group.length > names.length ? ' …' : '';
      const list = `      ${names.join(' ')}${more}`;
      return [head + note, fitWidth(list, TERMINAL_COLUMNS)];
    });
}
