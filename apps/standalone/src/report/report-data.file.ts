import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { MapShapes } from '../charts/coverage-map';
import type { ShapeCollection } from '../charts/map-shapes';
import type { PublishedFigures } from '../document/pictures';

/** Kinds in truth.csv that keep a unit from being observed. */
const PLANTED_KINDS = ['parked-village', 'missed-round', 'filing-left-out'];

/** The project's data folder, from wherever this file was compiled to. */
function dataFolder(): string | undefined {
  for (let folder = __dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const data = join(folder, 'data');
    if (existsSync(join(data, 'calibration.json'))) return data;
  }
  return undefined;
}

/** What ships with the project; undefined where it was left out. */
export function readPublished(): PublishedFigures | undefined {
  const folder = dataFolder();
  if (folder === undefined) return undefined;
  const text = readFileSync(join(folder, 'calibration.json'), 'utf8');
  const { scenario_xinjiang_2020: given } = JSON.parse(text) as {
    scenario_xinjiang_2020: Record<string, number>;
  };
  const figure = (name: string): number => given[name] ?? 0;
  const share = (name: string): string => `${Math.round(figure(name) * 100)}%`;
  return {
    indicators: {
      'township-outlet': `≥${share('township_express_outlet_coverage_min')}`,
      'village-express': `≥${share('village_express_reach_min')}`,
      'village-direct-mail': share('village_direct_mail'),
    },
    projects: {
      place: figure('one_place_one_product_over_100k'),
      county: figure('one_county_one_product_over_100k'),
    },
  };
}

export function readMapShapes(): MapShapes | undefined {
  const folder = dataFolder();
  if (folder === undefined) return undefined;
  const read = (name: string): ShapeCollection | undefined => {
    const file = join(folder, name);
    return existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as ShapeCollection)
      : undefined;
  };
  const counties = read('xinjiang_county_cells.geojson');
  const prefectures = read('xinjiang_prefectures.geojson');
  return counties && prefectures ? { counties, prefectures } : undefined;
}

/** What the simulator says it planted, by place; empty where no run of it wrote into the folder. */
export function readPlanted(outDir: string): Map<string, string[]> {
  const planted = new Map<string, string[]>();
  const file = join(outDir, 'truth.csv');
  if (!existsSync(file)) return planted;
  const lines: { kind: string; place: string }[] = parse(readFileSync(file), { columns: true });
  for (const { kind, place } of lines) {
    if (!PLANTED_KINDS.includes(kind)) continue;
    const kinds = planted.get(place);
    if (kinds) kinds.push(kind);
    else planted.set(place, [kind]);
  }
  return planted;
}
