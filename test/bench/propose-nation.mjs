// Proposes the changes between two editions of the country's register, province by province, as an
// import does; prints what it took and what it found as one line of JSON. A process of its own, so
// that its peak memory is that of this work alone.
//   node test/bench/propose-nation.mjs cn-2019 cn-2020
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EDITIONS, parentOf } from '../lineage/registers.mjs';

const require = createRequire(import.meta.url);
const DATA = join(import.meta.dirname, '..', '..', 'data');
const LEVEL_OF_LENGTH = { 2: 1, 4: 2, 6: 3, 9: 4, 12: 5 };
const dist = (path) => require(join(import.meta.dirname, '..', '..', 'dist', path));
const { kindOfDivision } = dist('libs/vocabulary/src/index.js');
const { proposeChanges } = dist('apps/coverage/src/lineage/proposing/propose-changes.js');
const { isStatedAlike } = dist('apps/coverage/src/lineage/stated-alike.js');
const { appliesByItself, policyOn } = dist('apps/coverage/src/lineage/proposing/apply-policy.js');

function rowsByProvince(name) {
  const provinces = new Map();
  const text = gunzipSync(readFileSync(join(DATA, EDITIONS[name].file))).toString('utf8');
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const [code, unit] = line.split(',');
    const kind = kindOfDivision(code, unit);
    if (!kind) throw new Error(`${code} ${unit} is of no known kind`);
    const level = LEVEL_OF_LENGTH[code.length];
    const key = code.slice(0, 2);
    if (!provinces.has(key)) provinces.set(key, []);
    provinces.get(key).push({ code, name: unit, level, parentCode: parentOf(code) || null, kind });
  }
  return provinces;
}

/** How many rows say the same, and how many only write their name otherwise. */
function countAlike(rows, others) {
  const now = new Map(others.map((row) => [row.code, row]));
  for (const row of rows) {
    const other = now.get(row.code);
    found.rows++;
    if (other?.name === row.name) found.same++;
    else if (other && isStatedAlike(row, other)) found.respelled++;
  }
}

const [earlier, later] = process.argv.slice(2).map(rowsByProvince);
const readMb = Math.round(process.memoryUsage().rss / 2 ** 20);
const policy = policyOn('2026-11-25');
const found = { rows: 0, same: 0, respelled: 0, changes: 0, applied: 0, kinds: {} };
let [seconds, cpuSeconds] = [0, 0];
for (const province of new Set([...earlier.keys(), ...later.keys()])) {
  const rows = [earlier.get(province) ?? [], later.get(province) ?? []];
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const changes = proposeChanges(...rows);
  const { user, system } = process.cpuUsage(cpu);
  seconds += (performance.now() - started) / 1000;
  cpuSeconds += (user + system) / 1e6;
  found.changes += changes.length;
  found.applied += changes.filter((change) => appliesByItself(change, policy)).length;
  for (const { kind } of changes) found.kinds[kind] = (found.kinds[kind] ?? 0) + 1;
  countAlike(...rows);
  earlier.delete(province);
  later.delete(province);
}
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ ...found, seconds, cpuSeconds, readMb, peakMb })}\n`);
