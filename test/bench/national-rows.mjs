// The real register of China of 2020-06-30, with made-up facts drawn by a seed: simulated, and marked so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const REGISTER_DATE = '2020-06-30';
const FILE = join(import.meta.dirname, '../../data/china_divisions_2020.csv.gz');
const LEVELS = { 2: 1, 4: 2, 6: 3, 9: 4, 12: 5 };
const MUNICIPALITIES = ['11', '12', '31', '50'];
const AUTONOMOUS = ['15', '45', '54', '64', '65'];

/** Kinds as the blocks of the codes tell them (data/README.md). */
function kindOf(code, name) {
  switch (code.length) {
    case 2:
      if (MUNICIPALITIES.includes(code)) return 'municipality';
      return AUTONOMOUS.includes(code) ? 'autonomous_region' : 'province';
    case 4:
      return code.endsWith('90') ? 'province_administered' : 'prefecture';
    case 6:
      return 'county';
    case 9:
      return (
        ['subdistrict', 'town', 'township', 'township', 'similar_unit', 'xpcc_unit'][code[6]] ??
        'similar_unit'
      );
    default:
      if (name.includes('虚拟')) return 'virtual';
      if (code[9] === '2' || code[9] === '3')
        return /(连|队|生活区)$/.test(name) ? 'production_team' : 'admin_village';
      if (code[9] < '4') return 'community';
      if (code.endsWith('98')) return 'virtual'; // in blocks 2xx it is a village like any other
      return code[9] === '4' ? 'similar_community' : 'similar_village';
  }
}

/** All units, sorted by code, as a register tree takes them. */
export function readNation() {
  const [, ...lines] = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n');
  const parentOf = (code) => ({ 4: 2, 6: 4, 9: 6, 12: 9 })[code.length];
  const units = lines.map((line) => {
    const [code, name] = line.trimEnd().split(',');
    return {
      unitId: `${code}@${REGISTER_DATE}`,
      code,
      name,
      level: LEVELS[code.length],
      kind: kindOf(code, name),
      parentCode: parentOf(code) === undefined ? null : code.slice(0, parentOf(code)),
    };
  });
  return units.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A number from 0 to 1 for a unit and a word: adding a unit never changes another's draw. */
export function draw(vocabulary, seed, code, word) {
  const { fnv1a32, mix32 } = vocabulary;
  return mix32(fnv1a32(`${seed}|${code}|${word}`)) / 2 ** 32;
}
