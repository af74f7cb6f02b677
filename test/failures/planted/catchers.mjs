import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-copy.mjs';

const MS_MAX = 420_000;
/** Of the property test: what a planted bug does to the fold shows within the first hundreds. */
const HISTORIES = '5000';

/**
 * Runs a catcher on a copy of the sources: `faults ARGS` is the fault harness of this tree on the
 * build of the copy, `jest TIER PATTERN` are tests of the copy.
 *
 * @param test part of the name of the one test to run; all of the file where it is not given
 * @returns whether it came to its end and `judged`, and what it has `found`: invariants that do not
 *   hold, or tests that failed. A program that breaks before it can judge has found nothing.
 */
export async function runCatcher(catcher, copy, seed, test) {
  const [program, ...args] = catcher.split(' ');
  const json = join(copy.folder, 'report.json');
  rmSync(json, { force: true }); // what another seed left is not this one's
  const run = program === 'faults' ? faults(args, copy, seed, json) : jest(args, copy, test, json);
  const output = await ended(run);
  if (!existsSync(json)) return { judged: false, found: [], output };
  const report = JSON.parse(readFileSync(json, 'utf8'));
  return { ...(program === 'faults' ? ofFaults(report) : ofJest(report)), output };
}

function faults(args, copy, seed, json) {
  const program = join(ROOT, 'test/failures/faults/main.mjs');
  const dist = join(copy.folder, 'dist');
  return spawn(
    process.execPath,
    [program, ...args, '--dist', dist, '--seed', seed, '--json', json],
    { cwd: ROOT },
  );
}

function jest([tier, pattern], copy, test, json) {
  const program = join(ROOT, 'node_modules/jest/bin/jest.js');
  const args = ['-i', '--forceExit', '--selectProjects', tier, '--testPathPatterns', pattern];
  if (test !== undefined) args.push('--testNamePattern', test);
  return spawn(process.execPath, [program, ...args, '--json', `--outputFile=${json}`], {
    cwd: copy.folder,
    env: { ...process.env, HISTORIES },
  });
}

function ended(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
  const timer = setTimeout(() => child.kill('SIGTERM'), MS_MAX);
  return new Promise((resolve) => {
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(output);
    });
  });
}

/** Where a bug shows as it should: an invariant by its name, a test by a part of its name. */
export function seen(catcher, { judged, found }, seenAs) {
  const isIt = catcher.startsWith('faults')
    ? (where) => seenAs.some((id) => where.startsWith(`${id}: `))
    : (where) => seenAs.some((name) => where.includes(name));
  return judged ? found.find(isIt) : undefined;
}

/** `I1: 12, the first difference` for each invariant that does not hold. */
function ofFaults({ results }) {
  const found = results.flatMap(({ checks }) =>
    Object.entries(checks)
      .filter(([, { count }]) => count > 0)
      .map(([id, { count, lines }]) => `${id}: ${count}, ${lines[0]}`),
  );
  return { judged: results.every(({ failure }) => failure === undefined), found };
}

function ofJest({ testResults, numRuntimeErrorTestSuites, numTotalTests }) {
  const found = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  return { judged: numRuntimeErrorTestSuites === 0 && numTotalTests > 0, found };
}
