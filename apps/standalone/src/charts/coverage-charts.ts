import type { EChartsOption } from 'echarts';
import { percentOf } from '../document/percent';
import type { RateRow } from '../report/report-model';
import { COLOURS, renderSvg } from './render-svg';

const BAR_PIXELS = 30;
const THIN_BAR_PIXELS = 19;
const MARGIN_PIXELS = 80;

export interface ChartWords {
  name(code: string): string;
  declared: string;
  observed: string;
  /** By the fields of a rate. */
  states: Record<'observed' | 'contradicted' | 'declaredOnly' | 'notServed' | 'unknown', string>;
}

/** Percent with two decimals, truncated as it is printed. */
const percent = (part: number, whole: number): number =>
  Number((BigInt(part) * 10_000n) / BigInt(whole)) / 100;

const printed = (of: (row: RateRow) => number, row: RateRow | undefined): string =>
  row ? percentOf(of(row), row.denominator) : '';

/** Declared beside observed by place, in percent of the denominator. */
export function ratesChart(id: string, rows: readonly RateRow[], words: ChartWords): string {
  const bar = (name: string, colour: string, of: (row: RateRow) => number) => ({
    type: 'bar' as const,
    name,
    silent: true,
    data: rows.map((row) => percent(of(row), row.denominator)),
    itemStyle: { color: colour },
    barGap: '0%',
    barCategoryGap: '30%',
    label: {
      ...{ show: true, position: 'right' as const, fontSize: 11, color: COLOURS.ink },
      formatter: ({ dataIndex }: { dataIndex: number }) => printed(of, rows[dataIndex]),
    },
  });
  return renderSvg(id, MARGIN_PIXELS + rows.length * BAR_PIXELS, {
    ...frame(rows, words),
    xAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
    series: [
      bar(words.declared, COLOURS.orange, (row) => row.declared),
      bar(words.observed, COLOURS.blue, (row) => row.observed),
    ],
  });
}

const STATE_COLOURS = {
  observed: COLOURS.blue,
  contradicted: COLOURS.vermilion,
  declaredOnly: COLOURS.orange,
  notServed: COLOURS.grey,
  unknown: COLOURS.purple,
} as const;

/** How many units of each place are in which state, stacked. */
export function statesChart(id: string, rows: readonly RateRow[], words: ChartWords): string {
  const states = Object.keys(STATE_COLOURS) as (keyof typeof STATE_COLOURS)[];
  return renderSvg(id, MARGIN_PIXELS + rows.length * THIN_BAR_PIXELS, {
    ...frame(rows, words),
    xAxis: { type: 'value', minInterval: 1 },
    series: states.map((state) => ({
      type: 'bar',
      stack: 'states',
      name: words.states[state],
      silent: true,
      data: rows.map((row) => row[state]),
      itemStyle: { color: STATE_COLOURS[state], borderColor: '#fff', borderWidth: 0.5 },
      barCategoryGap: '25%',
    })),
  });
}

/** Places from top to bottom in the order of the table. */
function frame(rows: readonly RateRow[], words: ChartWords): EChartsOption {
  return {
    legend: { top: 0, left: 0, itemGap: 16, textStyle: { color: COLOURS.ink, fontSize: 13 } },
    grid: { left: 8, right: 56, top: 36, bottom: 8, outerBoundsMode: 'same' },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ code }) => words.name(code)),
      axisTick: { show: false },
      axisLabel: { color: COLOURS.ink, width: 160, overflow: 'truncate', interval: 0 },
    },
  };
}
