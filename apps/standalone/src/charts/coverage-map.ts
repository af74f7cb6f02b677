import { type LinesSeriesOption, type ScatterSeriesOption, registerMap } from 'echarts';
import type { Indicator } from '@youlu/vocabulary';
import type { RateRow } from '../report/report-model';
import { type Shape, type ShapeCollection, coarse, ringsOf } from './map-shapes';
import { COLOURS, renderSvg } from './render-svg';

export interface MapShapes {
  /** Schematic cells by county, named by codes of 2023. */
  counties: ShapeCollection;
  prefectures: ShapeCollection;
}

export interface MapWords {
  /** `示意图，非标准地图`: it stands in the picture itself, so that it is copied with it. */
  label: string;
  noUnits: string;
  name(code: string): string;
}

interface MapDatum {
  name: string;
  value: number;
  itemStyle?: { areaColor: string };
}

/** Recoded since the register of 2020; the cell is the same place (沙湾). */
const CELL_OF_2020: Readonly<Record<string, string>> = { 654223: '654203' };

/** Light to dark, in an order that colour-blind eyes and a black-and-white print keep (YlGnBu). */
const CLASS_COLOURS = ['#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'];
const NO_UNITS = '#d9d9d9';
const AROUND = '#f7f7f7';
/** Lower bounds in percent of all classes but the lowest; each indicator lives in its own range. */
const CLASS_BOUNDS: Record<Indicator, [number, number, number, number]> = {
  'township-outlet': [60, 80, 90, 100],
  'village-express': [10, 20, 30, 40],
  'village-direct-mail': [60, 80, 90, 100],
};
const NO_CLASS = -1;

/** By whole numbers, so that a class never contradicts the printed share. */
function classOf(row: RateRow, bounds: readonly number[]): number {
  if (row.denominator === 0) return NO_CLASS;
  return bounds.filter((bound) => row.observed * 100 >= bound * row.denominator).length;
}

/** Counties coloured by observed share over denominator; what has no cell is said, not drawn. */
export function coverageMap(
  id: string,
  counties: readonly RateRow[],
  shapes: MapShapes,
  words: MapWords,
): { svg: string; missing: RateRow[] } | undefined {
  const [first] = counties;
  if (first === undefined) return undefined;
  const bounds = CLASS_BOUNDS[first.indicator];
  const cells = new Map(shapes.counties.features.map((cell) => [cell.properties.adcode, cell]));
  const cellOf = (row: RateRow): Shape | undefined => cells.get(CELL_OF_2020[row.code] ?? row.code);
  const drawn = counties.flatMap((row) => {
    const cell = cellOf(row);
    return cell === undefined ? [] : [{ row, cell }];
  });
  if (drawn.length === 0) return undefined;
  const missing = counties.filter((row) => cellOf(row) === undefined);
  const prefectures = new Set(drawn.map(({ row }) => row.code.slice(0, 4)));
  const around =
    drawn.length > 1
      ? []
      : neighbours(
          shapes,
          drawn.map(({ cell }) => cell),
        );
  const features = [...drawn.map(({ cell }) => cell), ...around].map(coarse);
  registerMap(id, { type: 'FeatureCollection', features } as never);
  const data: MapDatum[] = [
    ...drawn.map(({ row, cell }) => ({
      name: cell.properties.adcode,
      value: classOf(row, bounds),
    })),
    ...around.map((cell) => ({
      name: cell.properties.adcode,
      value: Number.NaN,
      itemStyle: { areaColor: AROUND },
    })),
  ];
  const outlines = shapes.prefectures.features.filter(({ properties }) =>
    prefectures.has(properties.adcode.slice(0, 4)),
  );
  // One prefecture names its counties; several name themselves, as counties would not fit.
  const named =
    prefectures.size === 1
      ? drawn.map(({ cell }) => cell)
      : outlines.filter(({ properties }) => !properties.adcode.startsWith('6590'));
  return { svg: draw(id, data, { outlines, named }, bounds, words), missing };
}

/** What surrounds a single county in its prefecture, to show where it lies. */
function neighbours(shapes: MapShapes, [cell]: Shape[]): Shape[] {
  const adcode = cell?.properties.adcode ?? '';
  return shapes.counties.features.filter(
    ({ properties }) =>
      properties.adcode.startsWith(adcode.slice(0, 4)) && properties.adcode !== adcode,
  );
}

function draw(
  id: string,
  data: MapDatum[],
  { outlines, named }: { outlines: Shape[]; named: Shape[] },
  bounds: readonly number[],
  words: MapWords,
): string {
  return renderSvg(id, 560, {
    title: {
      text: words.label,
      left: 0,
      top: 0,
      textStyle: { fontSize: 13, fontWeight: 'bold', color: COLOURS.vermilion },
    },
    visualMap: {
      type: 'piecewise',
      seriesIndex: 0,
      orient: 'horizontal',
      left: 0,
      bottom: 0,
      itemWidth: 18,
      textStyle: { color: COLOURS.ink, fontSize: 12 },
      pieces: pieces(bounds, words),
    },
    geo: {
      map: id,
      nameProperty: 'adcode',
      silent: true,
      top: 24,
      bottom: 36,
      left: 8,
      right: 8,
      itemStyle: { areaColor: AROUND, borderColor: '#8c8c8c', borderWidth: 0.4 },
    },
    series: [
      { type: 'map', map: id, geoIndex: 0, silent: true, data },
      outlineSeries(outlines),
      nameSeries(named, words),
    ],
  });
}

/** The borders of prefectures over the cells. */
function outlineSeries(outlines: Shape[]): LinesSeriesOption {
  return {
    type: 'lines',
    coordinateSystem: 'geo',
    polyline: true,
    silent: true,
    lineStyle: { color: '#333', width: 1, opacity: 1 },
    data: outlines.flatMap((shape) => ringsOf(coarse(shape)).map((coords) => ({ coords }))),
  };
}

function nameSeries(named: Shape[], words: MapWords): ScatterSeriesOption {
  return {
    type: 'scatter',
    coordinateSystem: 'geo',
    silent: true,
    symbolSize: 0.1,
    data: named.map(({ properties }) => ({
      name: words.name(properties.adcode.replace(/00$/, '')),
      value: properties.cp,
    })),
    label: {
      show: true,
      formatter: '{b}',
      color: COLOURS.ink,
      fontSize: 12,
      textBorderColor: '#fff',
      textBorderWidth: 3,
    },
    labelLayout: { hideOverlap: true },
  };
}

function pieces(bounds: readonly number[], { noUnits }: MapWords) {
  const classes = CLASS_COLOURS.map((color, i) => {
    const from = bounds[i - 1];
    const to = bounds[i];
    const label =
      from === undefined ? `<${to}%` : to === undefined ? topLabel(from) : `${from}–${to}%`;
    return { value: i, color, label };
  });
  return [...classes.reverse(), { value: NO_CLASS, color: NO_UNITS, label: noUnits }];
}

const topLabel = (from: number): string => (from === 100 ? '100%' : `≥${from}%`);
