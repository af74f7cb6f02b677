import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { shapeOf } from './geojson.file';
import { mapShapes } from './map-shapes.client';

/** Zones that have counties' codes and no bounds of their own. */
const ZONES = ['650171', '650172', '652871'];
/** Cities directly under the region have cells, and no prefecture around them. */
const NO_PREFECTURE = '6590';

describe('the map of a report', () => {
  it.each([2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023])(
    'has a shape for each county and prefecture of the register of %i, under whatever code',
    (year) => {
      const ofYear = year === 2023 ? '' : `_${year}`;
      const file = `${__dirname}/../../../../data/xinjiang_divisions${ofYear}.csv.gz`;
      const csv = gunzipSync(readFileSync(file)).toString('utf8');
      const codes = csv.split('\n').map((line) => line.split(',')[0] ?? '');
      const drawn = codes.filter((code) => /^65(\d\d|\d{4})$/.test(code));
      expect(drawn.length).toBeGreaterThan(100);
      const without = drawn.filter((code) => shapeOf(code, mapShapes()) === undefined);
      const known = [...ZONES, NO_PREFECTURE];
      expect(without.filter((code) => !known.includes(code))).toEqual([]);
    },
  );

  it('draws 库车 and 沙湾 as the same places before they were recoded', () => {
    const shape = (code: string) => shapeOf(code, mapShapes());
    expect(shape('652923')).toBe(shape('652902'));
    expect(shape('654223')).toBe(shape('654203'));
    expect(shape('652902')).toBeDefined();
  });
});
