import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const DATA = join(import.meta.dirname, '..', '..', 'data');
const LEVEL_OF_LENGTH = { 2: 1, 4: 2, 6: 3, 9: 4, 12: 5 };

/** The editions of the statistics bureau's list that ship with the project, by a short name. */
export const EDITIONS = {
  'xj-2016': { date: '2016-07-31', file: 'xinjiang_divisions_2016.csv.gz' },
  'xj-2017': { date: '2017-10-31', file: 'xinjiang_divisions_2017.csv.gz' },
  'xj-2018': { date: '2018-10-31', file: 'xinjiang_divisions_2018.csv.gz' },
  'xj-2019': { date: '2019-10-31', file: 'xinjiang_divisions_2019.csv.gz' },
  'xj-2020': { date: '2020-06-30', file: 'xinjiang_divisions_2020.csv.gz' },
  'xj-2021': { date: '2021-10-31', file: 'xinjiang_divisions_2021.csv.gz' },
  'xj-2022': { date: '2022-10-31', file: 'xinjiang_divisions_2022.csv.gz' },
  'xj-2023': { date: '2023-06-30', file: 'xinjiang_divisions.csv.gz' },
  'cn-2019': { date: '2019-10-31', file: 'china_divisions_2019.csv.gz' },
  'cn-2020': { date: '2020-06-30', file: 'china_divisions_2020.csv.gz' },
  'cn-2023': { date: '2023-06-30', file: 'china_divisions.csv.gz' },
};

/** The neighbouring editions between which changes are asked about. */
export const PAIRS = [
  ['xj-2016', 'xj-2017'],
  ['xj-2017', 'xj-2018'],
  ['xj-2018', 'xj-2019'],
  ['xj-2019', 'xj-2020'],
  ['xj-2020', 'xj-2021'],
  ['xj-2021', 'xj-2022'],
  ['xj-2022', 'xj-2023'],
  ['cn-2019', 'cn-2020'],
  ['cn-2020', 'cn-2023'],
];

/** The rows of an edition by code: `{code, name, level, parent}`, in the order of their codes. */
export function readEdition(name) {
  const text = gunzipSync(readFileSync(join(DATA, EDITIONS[name].file))).toString('utf8');
  const [, ...lines] = text.trimEnd().split('\n');
  const rows = lines.map((line) => {
    const [code, unitName] = line.split(',');
    return { code, name: unitName, level: LEVEL_OF_LENGTH[code.length], parent: parentOf(code) };
  });
  rows.sort((a, b) => (a.code < b.code ? -1 : 1));
  return new Map(rows.map((row) => [row.code, row]));
}

export function parentOf(code) {
  const lengths = { 4: 2, 6: 4, 9: 6, 12: 9 };
  return lengths[code.length] === undefined ? '' : code.slice(0, lengths[code.length]);
}
