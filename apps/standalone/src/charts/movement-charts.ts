import type { ProjectRow } from '../report/report-model';
import { COLOURS, renderSvg } from './render-svg';

const BAR_PIXELS = 26;
const MARGIN_PIXELS = 80;

export interface ProjectWords {
  name(project: ProjectRow): string;
  opening: string;
  counted: string;
  threshold: string;
}

const LEGEND = { top: 0, left: 0, itemGap: 16, textStyle: { color: COLOURS.ink, fontSize: 13 } };
const GRID = { left: 8, right: 72, top: 36, bottom: 8, outerBoundsMode: 'same' as const };

const names = (data: string[]) => ({
  type: 'category' as const,
  inverse: true,
  data,
  axisTick: { show: false },
  axisLabel: { color: COLOURS.ink, width: 190, overflow: 'truncate' as const, interval: 0 },
});

/** Opening and counted × N stacked to date, each with a mark at its own threshold. */
export function projectsChart(
  id: string,
  projects: readonly ProjectRow[],
  words: ProjectWords,
): string {
  const bar = (name: string, colour: string, data: number[]) => ({
    type: 'bar' as const,
    stack: 'to-date',
    name,
    silent: true,
    data,
    itemStyle: { color: colour },
    barCategoryGap: '35%',
  });
  const counted = bar(
    words.counted,
    COLOURS.blue,
    projects.map((row) => row.toDate - row.opening),
  );
  const zeros = projects.map(() => 0);
  const toDate = {
    ...{ show: true, textBorderColor: '#fff', textBorderWidth: 3 },
    position: 'right' as const,
    fontSize: 11,
    color: COLOURS.ink,
    formatter: ({ dataIndex }: { dataIndex: number }) => String(projects[dataIndex]?.toDate ?? ''),
  };
  return renderSvg(id, MARGIN_PIXELS + projects.length * BAR_PIXELS, {
    legend: { ...LEGEND, data: [words.opening, words.counted, words.threshold] },
    grid: GRID,
    xAxis: { type: 'value', min: 0, axisLabel: { hideOverlap: true } },
    yAxis: names(projects.map((row) => words.name(row))),
    series: [
      bar(
        words.opening,
        COLOURS.grey,
        projects.map((row) => row.opening),
      ),
      counted,
      // A bar of nothing at the end of the others carries the figure above the mark.
      { ...bar('', 'transparent', zeros), z: 10, label: toDate },
      {
        type: 'scatter',
        name: words.threshold,
        silent: true,
        symbol: 'rect',
        symbolSize: [3, BAR_PIXELS - 6],
        itemStyle: { color: COLOURS.vermilion },
        z: 5,
        data: projects.flatMap((row, i) => (row.threshold ? [[row.threshold.value, i]] : [])),
      },
    ],
  });
}

/** Parcels by where they go, most first. */
export function flowsChart(
  id: string,
  destinations: readonly { name: string; parcels: number }[],
): string {
  return renderSvg(id, MARGIN_PIXELS / 2 + destinations.length * BAR_PIXELS, {
    grid: { ...GRID, top: 8 },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: names(destinations.map(({ name }) => name)),
    series: [
      {
        type: 'bar',
        silent: true,
        data: destinations.map(({ parcels }) => parcels),
        itemStyle: { color: COLOURS.blue },
        barCategoryGap: '30%',
        label: { show: true, position: 'right', fontSize: 11, color: COLOURS.ink },
      },
    ],
  });
}

/** One line a series, told apart by colour, dash and mark. */
export function volumesChart(
  id: string,
  days: readonly string[],
  lines: readonly { name: string; values: number[] }[],
): string {
  const looks = [
    { color: COLOURS.blue, type: 'solid', symbol: 'circle' },
    { color: COLOURS.orange, type: 'dashed', symbol: 'rect' },
    { color: COLOURS.green, type: 'solid', symbol: 'triangle' },
    { color: COLOURS.vermilion, type: 'dotted', symbol: 'diamond' },
  ] as const;
  return renderSvg(id, 340, {
    legend: LEGEND,
    grid: { ...GRID, right: 16, top: 48 },
    xAxis: { type: 'category', data: days.map((day) => day.slice(5)), boundaryGap: false },
    yAxis: { type: 'value', minInterval: 1 },
    series: lines.map(({ name, values }, i) => {
      const look = looks[i % looks.length] ?? looks[0];
      return {
        type: 'line',
        name,
        silent: true,
        data: values,
        symbol: look.symbol,
        symbolSize: 6,
        lineStyle: { color: look.color, type: look.type, width: 2 },
        itemStyle: { color: look.color },
      };
    }),
  });
}
