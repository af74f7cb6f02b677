import { EngineError } from '@youlu/embedded';
import { USAGE, parseArguments } from './arguments';
import { Launcher } from './launcher';
import { launcherConfigFromEnv } from './launcher.config';
import { Progress } from './progress';

class Interrupted extends Error {}

const STOP_MS_MAX = 9_500;

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
  const progress = new Progress(process.stdout);
  const launcher = new Launcher(parsed.options, launcherConfigFromEnv(), progress);
  let signals = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals === 1) {
        progress.say('正在停止 …');
        setTimeout(() => endByForce(launcher), STOP_MS_MAX).unref();
        launcher.interrupt(new Interrupted(signal));
      } else if (signals > 2) {
        endByForce(launcher); // npm passes a Ctrl-C on, so it may come twice by itself
      }
    });
  }
  try {
    await launcher.run();
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) return parsed.options.once ? 130 : 0;
    progress.end();
    report(error);
    return 1;
  } finally {
    await launcher.stop();
  }
}

/** One line that says what to do; for our own mistakes everything there is. */
function report(error: unknown): void {
  if (error instanceof EngineError) {
    process.stderr.write(`${error.details ? `${error.details}\n` : ''}${error.message}\n`);
    return;
  }
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

function endByForce(launcher: Launcher): never {
  for (const pid of Object.values(launcher.pids())) {
    if (pid === undefined || pid === process.pid) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      continue; // it has ended
    }
  }
  process.exit(130);
}

void main()
  .catch((error: unknown) => {
    report(error);
    return 1;
  })
  .then((code) => process.exit(code));
