// npm test: check, build, then every tier of tests; ends with the counts, which CI reads.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';

let passed = 0;
let failed = 0;

function tally(name, ok) {
  if (ok) passed++;
  else {
    failed++;
    process.stdout.write(`FAILED  ${name}\n`);
  }
}

function command(name, file, args) {
  process.stdout.write(`\n== ${name}\n`);
  const run = spawnSync(file, args, { stdio: 'inherit' });
  return run.status === 0;
}

/** Runs one tier; a tier that did not even report counts as one failure. */
function tier(name, extra = []) {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-jest-'));
  const file = join(folder, 'report.json');
  const args = [
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    name,
    '--json',
    `--outputFile=${file}`,
  ];
  const ok = command(name, process.execPath, [...args, ...extra]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
    const silent = ok || report.numFailedTests + report.numRuntimeErrorTestSuites > 0;
    if (!silent) tally(`${name} (ended badly)`, false);
    if (report.numPendingTests > 0)
      tally(`${name}: ${report.numPendingTests} tests did not run`, false);
  } catch (e) {
    tally(`${name} (no report: ${e.message})`, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The short form of the fault runs; each scenario counts as one test. */
function faults() {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-faults-'));
  const file = join(folder, 'report.json');
  command('faults', process.execPath, [
    'test/failures/faults/main.mjs',
    '--short',
    `--json=${file}`,
  ]);
  try {
    const { results } = JSON.parse(readFileSync(file, 'utf8'));
    if (results.length === 0) tally('faults (nothing was run)', false);
    for (const { name, violations } of results) tally(`faults: ${name}`, violations === 0);
  } catch (e) {
    tally(`faults (no report: ${e.message})`, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.stdout.write('== check\n');
// The generated documents are compared with what the build says, so it comes first.
tally('build', command('build', 'npm', ['run', '--silent', 'build']));
for (const step of await check()) tally(`check: ${step.name}`, step.ok);
tier('unit');
tier('int', ['--maxWorkers=2']);
tier('e2e', ['--runInBand']);
faults();

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
