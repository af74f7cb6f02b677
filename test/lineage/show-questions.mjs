/*
 * Shows questions of the sample with the register rows a person judges them by, and nothing else:
 * the row, its parents, what its parents' lists say differently in the two editions, and where its
 * name (without 村委会 and the like) stands in the same prefecture.
 *
 *   node test/lineage/show-questions.mjs [from] [to]     (numbers of questions, both included)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EDITIONS, parentOf, readEdition } from './registers.mjs';

const SHOWN_MAX = 40;
const SAMPLE = join(import.meta.dirname, 'sample', 'questions.csv');
const ENDINGS =
  /(村民委员会|居民委员会|村委会|居委会|社区居委会|社区|街道办事处|街道|民族乡|乡|镇|村)$/;

const [from = '1', to = '9999'] = process.argv.slice(2);
const [, ...lines] = readFileSync(SAMPLE, 'utf8').trimEnd().split('\n');
const editions = new Map();

for (const line of lines.slice(Number(from) - 1, Number(to))) {
  const [id, earlier, later, side, code, stratum] = line.split(',');
  show({ id, earlier, later, side, code, stratum });
}

function show({ id, earlier, later, side, code, stratum }) {
  const before = edition(earlier);
  const after = edition(later);
  const row = (side === 'earlier' ? before : after).get(code);
  const asks = side === 'earlier' ? 'what became of' : 'where comes from';
  print(`\n=== ${id} [${stratum}] ${EDITIONS[earlier].date} -> ${EDITIONS[later].date}`);
  print(
    `${asks} (${side}) ${code} ${row.name}   in ${pathOf(row, side === 'earlier' ? before : after)}`,
  );
  print(
    `  same code: earlier ${before.get(code)?.name ?? '-'} | later ${after.get(code)?.name ?? '-'}`,
  );
  for (const parent of parentsToShow(row, side, before, after)) showParent(parent, before, after);
  showName(row, 'earlier', before, after);
  showName(row, 'later', after, before);
  if (row.level < 5) showChildren(code, before, after);
}

/** The parent by code, and, where names say it lives on elsewhere, the places of that name. */
function parentsToShow(row, side, before, after) {
  const parents = new Set([parentOf(row.code)]);
  const name = (side === 'earlier' ? before : after).get(parentOf(row.code))?.name;
  for (const other of [before, after]) {
    for (const place of placesNamed(other, name, row.code.slice(0, 2), row.level - 1)) {
      if (parents.size < 3) parents.add(place.code);
    }
  }
  return parents;
}

function showParent(parent, before, after) {
  const was = before.get(parent)?.name;
  const is = after.get(parent)?.name;
  if (!was && !is) return;
  const old = childrenOf(before, parent);
  const now = childrenOf(after, parent);
  const isSame = ({ code }) => spelling(before.get(code)?.name) === spelling(after.get(code)?.name);
  const same = old.filter(isSame).length;
  print(
    `  in ${parent} (earlier ${was ?? '-'} | later ${is ?? '-'}): ${old.length} -> ${now.length} rows, ${same} the same; others:`,
  );
  list(
    '    earlier',
    old.filter((row) => !isSame(row)),
  );
  list(
    '    later  ',
    now.filter((row) => !isSame(row)),
  );
}

/** The list changed how it writes 村委会 in whole counties; that would hide what did change. */
function spelling(name = '-') {
  return name.replace(/村民委员会$/, '村委会').replace(/居民委员会$/, '居委会');
}

function list(title, rows) {
  if (rows.length === 0) return;
  const more = rows.length > SHOWN_MAX ? ` … and ${rows.length - SHOWN_MAX} more` : '';
  print(
    `${title}: ${rows
      .slice(0, SHOWN_MAX)
      .map((r) => `${r.code} ${r.name}`)
      .join('; ')}${more}`,
  );
}

function showName(row, word, here, other) {
  const found = placesNamed(here, row.name, row.code.slice(0, 4), row.level);
  const words = found.slice(0, 8).map((place) => {
    const there = other.get(place.code);
    const note =
      there?.name === place.name ? 'same in both' : `other edition: ${there?.name ?? '-'}`;
    return `${place.code} ${place.name} in ${here.get(place.parent)?.name} (${note})`;
  });
  print(`  name "${stem(row.name)}" ${word}, same prefecture: ${words.join('; ') || 'nowhere'}`);
}

function showChildren(code, before, after) {
  const old = childrenOf(before, code);
  const now = childrenOf(after, code);
  const names = new Set(now.map((r) => r.name));
  const kept = old.filter((r) => names.has(r.name)).length;
  print(
    `  below ${code}: ${old.length} -> ${now.length}, names kept ${kept}: earlier ${sampleOf(old)} | later ${sampleOf(now)}`,
  );
  const rows = old.length > 0 ? old : now;
  const others = old.length > 0 ? after : before;
  const where = new Map();
  for (const child of rows) {
    for (const place of placesNamed(others, child.name, code.slice(0, 2), child.level)) {
      if (place.name !== child.name || place.parent === code) continue;
      where.set(place.parent, (where.get(place.parent) ?? 0) + 1);
    }
  }
  const most = [...where].sort((a, b) => b[1] - a[1]).slice(0, 4);
  const words = most.map(([parent, many]) => `${parent} ${others.get(parent)?.name} ${many}`);
  if (words.length > 0)
    print(`  names of its rows stand in the other edition also in: ${words.join('; ')}`);
}

function sampleOf(rows) {
  return (
    rows
      .slice(0, 12)
      .map((r) => r.name)
      .join(' ') || '-'
  );
}

function pathOf(row, rows) {
  const names = [];
  for (let at = row.parent; at !== ''; at = parentOf(at)) names.unshift(rows.get(at)?.name ?? at);
  return names.join(' / ');
}

function stem(name) {
  return (name ?? '').replace(ENDINGS, '').replace(ENDINGS, '') || name;
}

function placesNamed(rows, name, prefix, level) {
  if (!name) return [];
  if (!rows.stems) {
    rows.stems = new Map();
    for (const row of rows.values()) {
      const key = `${row.level} ${stem(row.name)}`;
      const found = rows.stems.get(key);
      if (found) found.push(row);
      else rows.stems.set(key, [row]);
    }
  }
  return (rows.stems.get(`${level} ${stem(name)}`) ?? []).filter((r) => r.code.startsWith(prefix));
}

function childrenOf(rows, parent) {
  if (!rows.children) {
    rows.children = new Map();
    for (const row of rows.values()) {
      const found = rows.children.get(row.parent);
      if (found) found.push(row);
      else rows.children.set(row.parent, [row]);
    }
  }
  return rows.children.get(parent) ?? [];
}

function edition(name) {
  if (!editions.has(name)) editions.set(name, readEdition(name));
  return editions.get(name);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
