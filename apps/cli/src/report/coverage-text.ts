import { type Indicator, INDICATORS, percentTruncated } from '@youlu/vocabulary';
import type { CoverageRows, RateRow, UnitRow } from './coverage-rows';
import type { ReportWords } from './report-words';

const UNITS_SHOWN_MAX = 200;

/** The report for a terminal. Names stand last in their lines, so that no column depends on them. */
export function coverageText(rows: CoverageRows, words: ReportWords): string {
  const top = rows.rates.find(({ code }) => code === rows.scope);
  const simulated = rows.rates.some((row) => row.simulated) ? ` ${words.simulated}` : '';
  const lines = [
    `${words.title} ${top?.name ?? ''} ${rows.scope}${simulated}`,
    [
      `${words.register} ${top?.registerDate ?? '-'}`,
      `${words.asOf} ${rows.asOf}`,
      `${words.edition} ${top?.edition ?? '-'}`,
      `${words.denominator} ${top?.denominatorName ?? '-'}`,
    ].join(' · '),
  ];
  for (const indicator of INDICATORS) lines.push('', ...section(rows, indicator, words));
  return `${lines.join('\n')}\n`;
}

function section(rows: CoverageRows, indicator: Indicator, words: ReportWords): string[] {
  const rates = rows.rates.filter((row) => row.indicator === indicator);
  const shown = rates.filter(({ code, denominator, excluded }) =>
    code === rows.scope ? true : denominator + excluded > 0,
  );
  const unseen = rows.units.filter(
    (unit) => unit.indicator === indicator && unit.state !== 'observed',
  );
  const { code, declared, observed, measured, contradicted, notServed, unknown, name } =
    words.columns;
  return [
    words.indicators[indicator],
    tableLine(code, [declared, observed, measured, contradicted, notServed, unknown], name),
    ...shown.map(rateLine),
    ...(unseen.length === 0 ? [`  ${words.none}`] : [`  ${words.unseen}:`]),
    ...unseen.slice(0, UNITS_SHOWN_MAX).map((unit) => unitLine(unit, words)),
    ...(unseen.length > UNITS_SHOWN_MAX ? [`    … +${unseen.length - UNITS_SHOWN_MAX}`] : []),
  ];
}

function rateLine(row: RateRow): string {
  const { declared, observed, denominator, measured, contradicted, notServed, unknown } = row;
  const figures = [
    `${declared}/${denominator} ${percentOf(declared, denominator)}`,
    `${observed}/${denominator} ${percentOf(observed, denominator)}`,
    percentOf(measured.numerator, measured.denominator),
    String(contradicted),
    String(notServed),
    String(unknown),
  ];
  return tableLine(row.code, figures, row.name);
}

function unitLine({ code, name, state, rule, reason }: UnitRow, words: ReportWords): string {
  const why = words.reasonIn === 'rule' ? rule : reason;
  return `    ${code.padEnd(12)}  ${words.states[state]}: ${why}  ${name}`;
}

const FIGURE_WIDTHS = [18, 18, 9, 13, 11, 8];

function tableLine(code: string, figures: readonly string[], name: string): string {
  const cells = figures.map((text, i) => padStart(text, FIGURE_WIDTHS[i] ?? 8));
  return `  ${code}${' '.repeat(Math.max(0, 9 - widthOf(code)))} ${cells.join(' ')}  ${name}`;
}

function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}

/** Chinese characters are two columns wide; no other wide ones stand in headings and figures. */
function widthOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c >= '\u2e80' ? 2 : 1), 0);
}

/** A share with two decimals, truncated by integer arithmetic: 95.996 is 95.99, never 96. */
function percentOf(numerator: number, denominator: number): string {
  return denominator === 0 ? '-' : `${percentTruncated(numerator, denominator)}%`;
}
