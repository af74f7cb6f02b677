/*
 * Draws the questions of the lineage sample: what became of a row that the next edition does not
 * repeat, or where a row came from that the edition before did not have. Strata are made from codes
 * and names alone, so that no matcher has a say in what is asked. The same seed draws the same rows.
 *
 *   node test/lineage/draw-sample.mjs > test/lineage/sample/questions.csv
 */
import { PAIRS, readEdition } from './registers.mjs';

const SEED = 20200630;
/** How many of each stratum to draw: [from the region's pairs, from the country's pairs]. */
const QUOTA = {
  '5 gone: same name beside': [4, 5],
  '5 gone: same name elsewhere': [3, 4],
  '5 gone: no such name': [5, 6],
  '5 kept code: other name': [6, 6],
  '5 new: same name beside': [2, 3],
  '5 new: same name elsewhere': [2, 3],
  '5 new: no such name': [5, 5],
  '5 code returned': [1, 0],
  '4 gone': [4, 6],
  '4 kept code: other name': [2, 4],
  '4 new': [4, 6],
  '3 any': [2, 4],
};
/** Asked in any case: known events, and one county, city or town for each. */
const NAMED = [
  ['xj-2019', 'xj-2020', 'earlier', '652923', '库车'],
  ['xj-2019', 'xj-2020', 'later', '652902', '库车'],
  ['xj-2019', 'xj-2020', 'earlier', '652923105', '库车'],
  ['xj-2019', 'xj-2020', 'later', '652902105', '库车'],
  ['xj-2020', 'xj-2021', 'earlier', '654223', '沙湾'],
  ['xj-2020', 'xj-2021', 'later', '654203', '沙湾'],
  ['xj-2020', 'xj-2021', 'later', '659011', '新星'],
  ['xj-2022', 'xj-2023', 'later', '659012', '白杨'],
];
const NAMED_BELOW = [
  ['xj-2019', 'xj-2020', 'earlier', '652923', 6, '库车'],
  ['xj-2019', 'xj-2020', 'later', '652902', 6, '库车'],
  ['xj-2020', 'xj-2021', 'earlier', '654223', 6, '沙湾'],
  ['xj-2020', 'xj-2021', 'later', '659011', 6, '新星'],
  ['xj-2022', 'xj-2023', 'later', '659012', 6, '白杨'],
];
const XPCC_TOWN = /团|兵团|农[一二三四五六七八九十]+师/;
const XPCC_DRAWN = 12;
const RESTORED_DRAWN = 6;

const random = mulberry32(SEED);
const questions = new Map();

for (const [earlier, later] of PAIRS) drawFromPair(earlier, later);
for (const [earlier, later, side, code, why] of NAMED) ask(earlier, later, side, code, why);
for (const [earlier, later, side, county, many, why] of NAMED_BELOW) {
  const codes = changedCodes(earlier, later, side).filter((code) => code.startsWith(county));
  for (const code of draw(codes, many)) ask(earlier, later, side, code, why);
}
drawXpccTowns();
drawRestored();

print('id,earlier,later,side,code,stratum,held_out');
const ids = [...questions.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
const heldOut = new Set(shuffled(ids.map((_, i) => i)).slice(0, Math.floor(ids.length / 2)));
ids.forEach(({ earlier, later, side, code, stratum }, i) => {
  const id = `q${String(i + 1).padStart(3, '0')}`;
  print([id, earlier, later, side, code, stratum, heldOut.has(i) ? 'yes' : 'no'].join(','));
});

function drawFromPair(earlier, later) {
  const strata = new Map(Object.keys(QUOTA).map((name) => [name, []]));
  const before = readEdition(earlier);
  const after = readEdition(later);
  const put = (stratum, side, code) => strata.get(stratum)?.push({ side, code });
  for (const row of before.values()) {
    const now = after.get(row.code);
    if (now?.name === row.name) continue;
    put(stratumOf(row, now, after, 'gone'), 'earlier', row.code);
  }
  for (const row of after.values()) {
    if (before.has(row.code)) continue;
    const stratum = returned(row.code, earlier) ? '5 code returned' : undefined;
    put(stratum ?? stratumOf(row, undefined, before, 'new'), 'later', row.code);
  }
  for (const [stratum, found] of strata) {
    const many = QUOTA[stratum][earlier.startsWith('xj') ? 0 : 1];
    for (const { side, code } of draw(found, many)) ask(earlier, later, side, code, stratum);
  }
}

function stratumOf(row, other, elsewhere, word) {
  if (row.level <= 3) return '3 any';
  if (other) return `${row.level} kept code: other name`;
  if (row.level === 4) return `4 ${word}`;
  const places = namesOf(elsewhere).get(row.name) ?? [];
  if (places.some((code) => code.startsWith(row.parent))) return `5 ${word}: same name beside`;
  const near = places.some((code) => code.startsWith(row.code.slice(0, 4)));
  return near ? `5 ${word}: same name elsewhere` : `5 ${word}: no such name`;
}

function namesOf(edition) {
  if (!edition.names) {
    edition.names = new Map();
    for (const { code, name } of edition.values()) {
      const codes = edition.names.get(name);
      if (codes) codes.push(code);
      else edition.names.set(name, [code]);
    }
  }
  return edition.names;
}

/** Whether a village code that is new now was in use in an edition before the earlier one. */
function returned(code, earlier) {
  if (code.length !== 12 || !earlier.startsWith('xj')) return false;
  const year = Number(earlier.slice(3));
  for (let y = 2016; y < year; y++) if (edition(`xj-${y}`).has(code)) return true;
  return false;
}

function drawXpccTowns() {
  const found = [];
  for (const [earlier, later] of PAIRS.filter(([name]) => name.startsWith('xj'))) {
    for (const side of ['earlier', 'later']) {
      for (const code of changedCodes(earlier, later, side)) {
        const row = edition(side === 'earlier' ? earlier : later).get(code);
        if (row.level === 4 && XPCC_TOWN.test(row.name)) found.push([earlier, later, side, code]);
      }
    }
  }
  for (const [earlier, later, side, code] of draw(found, XPCC_DRAWN)) {
    ask(earlier, later, side, code, '兵团镇');
  }
}

/** Abolished and restored: in one edition, not in the next, and again in the one after it. */
function drawRestored() {
  const found = [];
  for (let year = 2016; year <= 2021; year++) {
    const [first, gap, again] = [year, year + 1, year + 2].map((y) => edition(`xj-${y}`));
    for (const { code, name } of first.values()) {
      if (code.length < 9 || gap.has(code) || again.get(code)?.name !== name) continue;
      found.push([`xj-${year}`, `xj-${year + 1}`, `xj-${year + 2}`, code]);
    }
  }
  for (const [first, gap, again, code] of draw(found, RESTORED_DRAWN)) {
    ask(first, gap, 'earlier', code, 'abolished and restored');
    ask(gap, again, 'later', code, 'abolished and restored');
  }
}

function changedCodes(earlier, later, side) {
  const from = edition(side === 'earlier' ? earlier : later);
  const other = edition(side === 'earlier' ? later : earlier);
  return [...from.values()]
    .filter((row) => other.get(row.code)?.name !== row.name)
    .map((r) => r.code);
}

function edition(name) {
  edition.read ??= new Map();
  if (!edition.read.has(name)) edition.read.set(name, readEdition(name));
  return edition.read.get(name);
}

function ask(earlier, later, side, code, stratum) {
  const key = [earlier, later, side, code].join(' ');
  if (!questions.has(key)) questions.set(key, { key, earlier, later, side, code, stratum });
}

function draw(list, many) {
  return shuffled(list).slice(0, many);
}

function shuffled(list) {
  const cards = [...list];
  for (let i = cards.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [cards[i], cards[j]] = [cards[j], cards[i]];
  }
  return cards;
}

/** A small generator with a good spread; the sample must not depend on the engine's own. */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
