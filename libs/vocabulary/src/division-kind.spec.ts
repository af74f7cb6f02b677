import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { kindOfDivision } from './division-kind';

const rowsOf = (file: string): string[][] =>
  gunzipSync(readFileSync(`${__dirname}/../../../data/${file}.csv.gz`))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('the kind of a division', () => {
  it.each(['_2016', '_2017', '_2018', '_2019', '_2020', '_2021', '_2022', ''])(
    'follows from code and name in all rows of xinjiang_divisions%s',
    (year) => {
      const other = rowsOf(`xinjiang_divisions${year}`).filter(
        ([code = '', name = '', , , kind]) => kindOfDivision(code, name) !== kind,
      );
      expect(other).toEqual([]);
    },
  );

  it.each([
    ['11', '北京市', 'municipality'],
    ['1101', '市辖区', 'province_administered'],
    ['4290', '省直辖县级行政区划', 'province_administered'],
    ['1529', '阿拉善盟', 'prefecture'],
    ['150121', '土默特左旗', 'county'],
    ['429021', '神农架林区', 'county'],
    ['130181', '辛集市', 'county_city'],
    ['659001', '石河子市', 'xpcc_city'],
    ['230203198', '区直辖村级区划', 'pseudo'],
    ['321003350', '平山乡', 'township'],
    ['650106198498', '虚拟社区', 'virtual'],
    ['653024200900', '村', undefined],
    ['653024900', '乡', undefined],
  ])('of %s %s is %s', (code, name, kind) => {
    expect(kindOfDivision(code, name)).toBe(kind);
  });
});
