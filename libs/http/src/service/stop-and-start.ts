import type { INestApplication } from '@nestjs/common';
import { logger, ReadinessRegistry } from '@youlu/observability';
import { RequestCounts } from '../request-rules';

/** From the signal to the end of the process; whoever started us waits 10 s. */
const STOP_MS_MAX = 8_000;

/**
 * The first SIGTERM or SIGINT: not ready any more, no new requests, the open ones finish, then
 * consumers, relays and pools close. Ends the process, with exit code 1 when that takes too long.
 */
export function stopOnSignals(app: INestApplication): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return; // Ctrl-C reaches the whole group, and the launcher passes it on as well
    stopping = true;
    logger().event('info', 'stopping', { signal });
    const force = setTimeout(() => {
      logger().event('error', 'did not stop in time', { stopMsMax: STOP_MS_MAX });
      process.exit(1);
    }, STOP_MS_MAX);
    closeGently(app)
      .finally(() => clearTimeout(force))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger().failure('stopping failed', error);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

async function closeGently(app: INestApplication): Promise<void> {
  app.get(ReadinessRegistry).close();
  app.get(RequestCounts).closing = true;
  await app.close();
}

/** One line a person can act on, on stderr; the stack goes to the log at level debug. */
export async function reportFailedStart(
  service: string,
  error: unknown,
  app: INestApplication | undefined,
): Promise<void> {
  process.stderr.write(`${service} cannot start: ${startFailure(error)}\n`);
  if (error instanceof Error) logger().debug(error.stack ?? error.message);
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await app?.close().catch(() => undefined);
  process.exit(1);
}

/** What to do about an error at the start. */
export function startFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port, address } = error as { code?: unknown; port?: unknown; address?: unknown };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${String(port)} is in use. Stop the other program, or set PORT to a free one.`;
    case 'EACCES':
      return `port ${String(port)} is not ours to open. Set PORT to one above 1024.`;
    case 'ECONNREFUSED':
      return (
        `nothing answers at ${String(address)}:${String(port)}. ` +
        'Start it, or correct DATABASE_URL or KAFKA_BROKERS.'
      );
    default:
      return error.message;
  }
}
