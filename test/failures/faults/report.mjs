import { CHECKERS } from './checkers/all.mjs';
import { isCrowded } from './world/recovery.mjs';

const LINES_SHOWN = 5;
const KILLS_MIN = 100;

/** One line a scenario: violations of each checker, then what it did and how fast all came back. */
export function printTable(results) {
  const ids = ['own', ...CHECKERS.map(({ id }) => id)];
  const head = ['scenario', ...ids, 'faults', 'kills', 'accepted', 'slowest recovery'];
  const rows = results.map((result) => [
    result.name,
    ...ids.map((id) => (result.checks[id] === undefined ? '–' : String(result.checks[id].count))),
    String(result.faults),
    signals(result.kills),
    String(result.accepted),
    slowest(result.recoveries),
  ]);
  const width = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  process.stdout.write('\n');
  for (const row of [head, ...rows]) {
    process.stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(width[i]))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
  for (const { name, notes } of results)
    for (const note of notes) process.stdout.write(`\n${name}: ${note}`);
  process.stdout.write('\n');
  for (const result of results) printDifferences(result);
}

function printDifferences({ name, checks, failure }) {
  if (failure !== undefined) process.stdout.write(`\n${name} did not run to its end: ${failure}\n`);
  for (const [id, { count, lines }] of Object.entries(checks)) {
    if (count === 0) continue;
    process.stdout.write(`\n${name} ${id}: ${count} differences\n`);
    for (const line of lines.slice(0, LINES_SHOWN))
      process.stdout.write(`  ${line.slice(0, 500)}\n`);
  }
}

function signals(kills) {
  return Object.entries(kills)
    .map(([signal, count]) => `${count} ${signal}`)
    .join(', ');
}

/** Signal → how many processes ended by it, in all scenarios. */
export function killsOf(results) {
  const all = {};
  for (const { kills } of results)
    for (const [signal, count] of Object.entries(kills)) all[signal] = (all[signal] ?? 0) + count;
  return all;
}

/** What a full run has to have done, or its zeros say little. */
export function shortcomings(results) {
  const { SIGKILL = 0 } = killsOf(results);
  return SIGKILL < KILLS_MIN ? [`only ${SIGKILL} SIGKILLs, of at least ${KILLS_MIN}`] : [];
}

/** By the clock where the machine had a core free, and apart from that where it had none. */
function slowest(recoveries) {
  const kinds = [...new Set(recoveries.map(({ kind }) => kind))];
  return kinds
    .map((kind) =>
      slowestOf(
        kind,
        recoveries.filter((recovery) => recovery.kind === kind),
      ),
    )
    .join(', ');
}

function slowestOf(kind, recoveries) {
  const crowded = recoveries.filter(isCrowded);
  const roomy = recoveries.filter((recovery) => !crowded.includes(recovery));
  const most = (all, name) => (Math.max(0, ...all.map((one) => one[name])) / 1_000).toFixed(1);
  const told = `${kind} ${most(roomy, 'wallMs')} of ${recoveries[0].bound / 1_000} s`;
  if (crowded.length === 0) return told;
  return `${told} (where no core was free ${most(crowded, 'wallMs')}, ${most(crowded, 'ms')} without waiting for one)`;
}

export function summary(results) {
  const broken = results.filter(({ violations }) => violations > 0).length;
  const checks = results.reduce((sum, { checks: c }) => sum + Object.keys(c).length, 0);
  const faults = results.reduce((sum, r) => sum + r.faults, 0);
  const violations = results.reduce((sum, r) => sum + r.violations, 0);
  return `${results.length - broken} of ${results.length} scenarios held, ${violations} violations in ${checks} checks, ${faults} faults, ${signals(killsOf(results)) || 'no kills'}`;
}
