import { randomUUID } from 'node:crypto';
import { run } from './command/run.program';

const surroundings = {
  out: (text: string): void => void process.stdout.write(text),
  err: (text: string): void => void process.stderr.write(text),
  runId: randomUUID(),
};

run(process.argv.slice(2), surroundings)
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 70;
  });
