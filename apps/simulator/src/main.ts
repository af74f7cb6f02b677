import { parseArguments, USAGE } from './runner/arguments';
import { runScenario } from './runner/run-scenario.program';

/** Time for what is under way when somebody asks us to stop. */
const DRAIN_MS = 1_200;
const EXIT_STOPPED = 130;

async function main(): Promise<number> {
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed.kind === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (parsed.kind === 'refused') {
    process.stderr.write(`${parsed.line}\n`);
    return 2;
  }
  const stop = new AbortController();
  const abort = new AbortController();
  const onSignal = (): void => {
    stop.abort();
    setTimeout(() => abort.abort(), DRAIN_MS).unref();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  const isDone = await runScenario(parsed.options, {
    write: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    stop: stop.signal,
    abort: abort.signal,
  });
  return isDone ? 0 : EXIT_STOPPED;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
