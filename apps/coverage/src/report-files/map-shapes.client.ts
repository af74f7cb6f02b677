import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Shape {
  readonly type: string;
  readonly coordinates: readonly unknown[];
}
interface ShapeFile {
  readonly features: readonly {
    readonly properties: { readonly adcode: string };
    readonly geometry: Shape;
  }[];
}

const PREFECTURES = 'xinjiang_prefectures.geojson';
const COUNTY_CELLS = 'xinjiang_county_cells.geojson';

let known: ReadonlyMap<string, Shape> | undefined;

/**
 * Schematic shapes that ship with the project, by code: outlines of prefectures (4 digits) and cells
 * of counties (6 digits), under the codes of 2023. Read once; half a megabyte.
 */
export function mapShapes(): ReadonlyMap<string, Shape> {
  return (known ??= read(dataFolder(__dirname)));
}

function read(folder: string | undefined): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  if (folder === undefined) return shapes;
  for (const file of [PREFECTURES, COUNTY_CELLS]) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const { properties, geometry } of (JSON.parse(text) as ShapeFile).features) {
      // A prefecture is written with the six digits of its seat's block: 653000 is 6530.
      const code = properties.adcode.replace(/00$/, '');
      if (!shapes.has(code)) shapes.set(code, geometry);
    }
  }
  return shapes;
}

function dataFolder(folder: string): string | undefined {
  if (existsSync(join(folder, 'data', COUNTY_CELLS))) return join(folder, 'data');
  const above = dirname(folder);
  return above === folder ? undefined : dataFolder(above);
}
