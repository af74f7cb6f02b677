type Point = [number, number];
export type Ring = Point[];
type Geometry =
  { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };

export interface Shape {
  type: 'Feature';
  properties: { name: string; adcode: string; cp: Point };
  geometry: Geometry;
}

export interface ShapeCollection {
  type: 'FeatureCollection';
  features: Shape[];
}

/** Degrees below which two points are one at the size of a page (about half a pixel). */
const GRAIN_DEGREES = 0.015;

export function ringsOf({ geometry }: Shape): Ring[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

/** The same outlines with fewer points, as many as a page can show. */
export function coarse(shape: Shape): Shape {
  const { geometry } = shape;
  if (geometry.type === 'Polygon') {
    return { ...shape, geometry: { ...geometry, coordinates: geometry.coordinates.map(thinned) } };
  }
  const coordinates = geometry.coordinates.map((polygon) => polygon.map(thinned));
  return { ...shape, geometry: { ...geometry, coordinates } };
}

function thinned(ring: Ring): Ring {
  const kept: Ring = [];
  for (const point of ring) {
    const last = kept.at(-1);
    if (last === undefined || distance(last, point) >= GRAIN_DEGREES) kept.push(point);
  }
  const [first] = ring;
  if (first === undefined || kept.length < 3) return ring;
  kept.push(first);
  return kept;
}

const distance = (a: Point, b: Point): number =>
  Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
