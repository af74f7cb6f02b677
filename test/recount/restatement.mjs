// The list of what lies between a figure on its own register and on the later one: every row by the states
// that were recounted and by the later register's file, all rows by what they have to sum up to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { isCounted, isUnder, readRegister } from './coverage.mjs';

const LATER_FILE = join(import.meta.dirname, '../../data/xinjiang_divisions.csv.gz');
const SETS = ['denominator', 'declared', 'observed'];
const HEADER =
  'indicator,register,restated_on,codes_before,names_before,states_before,codes_after,names_after,states_after,explained_by,changes,denominator,declared,observed';
const words = (text) => text.split(' ').filter(Boolean);
const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

/** @returns what is wrong, and how many rows were looked at. */
export function compareRestatement(folder, judged, { scope, units }) {
  const text = readFileSync(join(folder, 'restatement.csv'), 'utf8').trimEnd();
  const { restated } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const [header, ...lines] = text.split('\n');
  const rows = parse(text, { columns: true }).map((row, i) => ({ ...row, line: lines[i] }));
  const later = readRegister(gunzipSync(readFileSync(LATER_FILE)).toString('utf8'));
  const wrong = header === HEADER ? [] : [`header is ${header}`];
  const known = new Set(restated.map(({ indicator }) => indicator));
  for (const row of rows) if (!known.has(row.indicator)) wrong.push(`reported ${row.line}`);
  for (const head of restated) {
    const own = judged.find(([one]) => one?.indicator === head.indicator) ?? [];
    const mine = rows.filter(({ indicator }) => indicator === head.indicator);
    const world = { head, own, later, scope, units };
    for (const row of mine) if (!isTrue(row, world)) wrong.push(`reported ${row.line}`);
    wrong.push(...told(mine, world).map((what) => `${head.indicator}: ${what}`));
  }
  return { differences: wrong.map((what) => `restatement.csv: ${what}`), rows: rows.length };
}

/** A row names units that there are, in the states that they are in, and its effect is what follows. */
function isTrue(row, { head, own, later }) {
  const byCode = new Map(own.map((one) => [one.unit.code, one]));
  const before = words(row.codes_before).map((code) => byCode.get(code));
  const after = words(row.codes_after).map((code) => later.get(code));
  const [statesBefore, statesAfter] = [words(row.states_before), words(row.states_after)];
  if (before.length + after.length === 0 || before.includes(undefined)) return false;
  if (!after.every((unit) => unit && isCounted(head.indicator, unit))) return false;
  const declared = before.filter(({ declaration }) => declaration).length;
  return (
    row.register === head.own.registerDate &&
    row.restated_on === head.restated.registerDate &&
    row.names_before === before.map(({ unit }) => unit.name).join(' ') &&
    row.names_after === after.map(({ name }) => name).join(' ') &&
    row.states_before === before.map(({ state }) => state).join(' ') &&
    statesAfter.length === after.length &&
    Number(row.denominator) === after.length - before.length &&
    Number(row.observed) === observedIn(statesAfter) - observedIn(statesBefore) &&
    Number(row.declared) >= -declared &&
    Number(row.declared) <= after.length - declared &&
    // Nothing comes or goes but by a change, or by a proposal that waits for a person.
    ['changes', 'waiting'].includes(row.explained_by) &&
    words(row.changes).length > 0
  );
}

const observedIn = (states) => states.filter((state) => state === 'observed').length;

/** What all rows of an indicator come to. */
function told(rows, { head, own, later, scope }) {
  const wrong = [];
  const counts = {
    denominator: own.length,
    declared: own.filter(({ declaration }) => declaration).length,
    observed: own.filter(({ state }) => state === 'observed').length,
  };
  for (const set of SETS) {
    const effect = sum(rows, (row) => Number(row[set]));
    if (head.own[set] !== counts[set])
      wrong.push(`own ${set} ${head.own[set]}, not ${counts[set]}`);
    if (counts[set] + effect !== head.restated[set])
      wrong.push(`${set}: ${counts[set]} and ${effect} are not ${head.restated[set]}`);
  }
  const there = [...later.values()].filter(
    (unit) => isCounted(head.indicator, unit) && isUnder(unit, scope, later),
  );
  if (later.has(scope) && there.length !== head.restated.denominator)
    wrong.push(`${there.length} units on the later register, not ${head.restated.denominator}`);
  const [gone, come] = ['codes_before', 'codes_after'].map((side) =>
    rows.flatMap((row) => words(row[side])),
  );
  for (const codes of [gone, come])
    if (new Set(codes).size !== codes.length) wrong.push('a unit is in two differences');
  const carried = own.length - gone.length;
  const byKind = sum(Object.values(head.carried.byKind), Number);
  if (carried < head.carried.unchanged || carried > head.carried.unchanged + byKind)
    wrong.push(`${carried} units are in no difference`);
  const summed = sum(head.summary, ({ differences }) => differences);
  if (summed !== rows.length) wrong.push(`${rows.length} differences, the summary has ${summed}`);
  return wrong;
}
