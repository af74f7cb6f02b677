import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Product } from './province/products';
import type { ScenarioData } from './province/province';

/** The registers that ship, by the date they were taken (data/README.md). */
const REGISTERS = {
  '2020-06-30': 'xinjiang_divisions_2020.csv.gz',
  '2023-06-30': 'xinjiang_divisions.csv.gz',
} as const;
type RegisterDate = keyof typeof REGISTERS;

type Line = Readonly<Record<string, string>>;

/** The project's data folder, from wherever this file was compiled to. */
export function findDataFolder(start: string = __dirname): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const data = join(folder, 'data');
    if (existsSync(join(data, 'xinjiang_products.csv'))) return data;
    if (dirname(folder) === folder) {
      throw new Error(`No folder data/ with xinjiang_products.csv above ${start}; give --data DIR`);
    }
  }
}

export function readScenarioData(
  folder: string,
  registerDate: RegisterDate = '2020-06-30',
): ScenarioData {
  const read = (name: string): Line[] => readCsv(join(folder, name));
  return {
    registerDate,
    registerRows: read(REGISTERS[registerDate]).map((line) => ({
      code: text(line, 'code'),
      name: text(line, 'name'),
      level: number(line, 'level'),
      parentCode: text(line, 'parent_code'),
      kind: text(line, 'kind'),
    })),
    townshipPoints: read('xinjiang_township_points.csv').map((line) => ({
      code: text(line, 'code'),
      name: text(line, 'name'),
      kmFromCountySeat: number(line, 'km_from_county_seat'),
    })),
    roadEdges: read('xinjiang_road_edges.csv').map((line) => ({
      from: text(line, 'from'),
      to: text(line, 'to'),
      roadKm: number(line, 'road_km'),
      isTruckRoad: text(line, 'truck_linehaul') === '1',
    })),
    provinces: read('china_provinces.csv')
      .filter((line) => line['code'] !== '65')
      .map((line) => ({
        code: text(line, 'code'),
        name: text(line, 'name'),
        roadKmFromUrumqi: number(line, 'road_km_est_x1.2'),
      })),
    products: read('xinjiang_products.csv').map(productOf),
  };
}

function productOf(line: Line): Product {
  const project = text(line, 'project');
  return {
    productId: text(line, 'id'),
    name: text(line, 'name'),
    category: text(line, 'category'),
    originCodes: text(line, 'origin_codes').split(' '),
    seasonStart: text(line, 'season_start'),
    seasonEnd: text(line, 'season_end'),
    isStorable: text(line, 'storage') === 'ambient',
    destinationCodes: text(line, 'dest_codes').split(' ').filter(Boolean),
    parcelsOfYear: number(line, 'scenario2020_parcels_ASSUMED'),
    publishedTrack: project.startsWith('一地一品')
      ? 'place'
      : project.startsWith('一县一品')
        ? 'county'
        : undefined,
  };
}

function readCsv(path: string): Line[] {
  const bytes = readFileSync(path);
  const content = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return parse(content.toString('utf8'), { columns: true, bom: true }) as Line[];
}

function text(line: Line, column: string): string {
  const value = line[column];
  if (value === undefined) throw new Error(`A data file has no column ${column}`);
  return value;
}

function number(line: Line, column: string): number {
  const value = Number(text(line, column));
  if (!Number.isFinite(value)) throw new Error(`${column} is not a number: ${text(line, column)}`);
  return value;
}
