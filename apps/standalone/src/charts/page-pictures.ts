import type { Pictures } from '../document/pictures';
import { Names } from '../document/place-names';
import type { ReportWords } from '../document/words/words';
import type { RateRow, ReportModel } from '../report/report-model';
import { type ChartWords, ratesChart, statesChart } from './coverage-charts';
import { type MapShapes, coverageMap } from './coverage-map';
import { flowsChart, projectsChart, volumesChart } from './movement-charts';

/** Long Chinese names of prefectures would cover their map. */
const shortName = (name: string): string =>
  name.replace(/(?:柯尔克孜|哈萨克|蒙古|回族)?(?:自治州|地区|市)$/u, '');

/** The charts of a page, drawn by echarts on the server. */
export function pagePictures(
  model: ReportModel,
  words: ReportWords,
  shapes: MapShapes | undefined,
): Pictures {
  const names = new Names(model, words);
  const { states, columns } = words;
  const chartWords: ChartWords = {
    name: (code) => names.place(code),
    declared: columns.declared,
    observed: columns.observed,
    states: {
      observed: states.observed,
      contradicted: states.contradicted,
      declaredOnly: states['declared-only'],
      notServed: states['not-served'],
      unknown: states.unknown,
    },
  };
  const idOf = (name: string, [row]: readonly RateRow[]): string =>
    `${name}-${row?.indicator ?? 'none'}`;
  return {
    rates: (rows) => ratesChart(idOf('r', rows), rows, chartWords),
    states: (rows) => statesChart(idOf('s', rows), rows, chartWords),
    map: (rows) =>
      shapes &&
      coverageMap(idOf('m', rows), rows, shapes, {
        label: words.say.mapLabel,
        noUnits: words.say.mapNone,
        name: (code) => shortName(names.place(code)),
      }),
    projects: (rows) =>
      projectsChart('p', rows, {
        name: (project) => names.project(project),
        opening: columns.opening,
        counted: columns.counted,
        threshold: columns.threshold,
      }),
    flows: (destinations) => flowsChart('f', destinations),
    volumes: (days, lines) => volumesChart('v', days, lines),
  };
}
