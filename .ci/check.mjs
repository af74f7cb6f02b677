// npm run check: everything about the code that can be told without running it, two steps at a time.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const bin = (name) => `node_modules/.bin/${name}`;
const STEPS = [
  ['format', bin('prettier'), ['--check', '--log-level=warn', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--quiet']],
  ['boundaries', bin('depcruise'), ['apps', 'libs', 'test', '--output-type', 'err']],
  ['types', process.execPath, ['node_modules/ts7/bin/tsc', '-p', 'tsconfig.json', '--noEmit']],
  ['dead code', bin('knip'), ['--no-progress']],
  ['generated', process.execPath, ['.ci/generated.mjs', '--check']],
];

function run([name, command, args]) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const out of [child.stdout, child.stderr]) out.on('data', (b) => (output += b));
    const ended = (ok) => {
      process.stdout.write(`${ok ? 'ok    ' : 'FAILED'}  ${name}  ${Date.now() - started} ms\n`);
      if (!ok) process.stdout.write(`${output.trimEnd()}\n`);
      resolve({ name, ok });
    };
    child.once('error', (e) => {
      output += e.message;
      ended(false);
    });
    child.once('exit', (code) => ended(code === 0));
  });
}

/** Runs all steps, two at a time; resolves to their names and outcomes. */
export async function check() {
  const waiting = [...STEPS];
  const done = [];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) done.push(await run(step));
  };
  await Promise.all([worker(), worker()]);
  return done;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const failed = (await check()).filter((s) => !s.ok);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
