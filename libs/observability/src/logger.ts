import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { loggingConfigFromEnv, type LoggingConfig } from './logging.config';

/** Never written out, wherever they turn up: who, where they live, how to reach them, how to log in. */
const REDACTED_FIELDS = [
  'name',
  'phone',
  'address',
  'recipient',
  'sender',
  'consent',
  'body',
  'authorization',
  'cookie',
  'password',
  'databaseUrl',
];
const REDACTED_PATHS = REDACTED_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** What may stand beside a message: numbers, codes and ids, never a request's content. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * One JSON line per event, for Nest and for us alike. Give an Error as `error`: its stack is
 * written here and nowhere else.
 */
export class JsonLogger implements LoggerService {
  private readonly pino: PinoLogger;

  constructor(config: LoggingConfig, destination: DestinationStream = pino.destination(1)) {
    this.pino = pino(
      {
        level: config.level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    );
  }

  /** Lines with these fields on each of them, e.g. `{ service: 'orders' }`. */
  event(level: 'error' | 'warn' | 'info' | 'debug', message: string, fields: LogFields = {}): void {
    this.pino[level](fields, message);
  }

  failure(message: string, error: unknown, fields: LogFields = {}): void {
    this.pino.error({ ...fields, ...describeError(error) }, message);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    // Nest reports a failed start here and throws it as well: whoever catches it says it once.
    this.write(rest.at(-1) === 'ExceptionHandler' ? 'debug' : 'error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes (message, …, context), and for errors (message, stack, context). */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: readonly unknown[],
  ): void {
    const context = rest.length > 0 && typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
    const fields: Record<string, unknown> = {};
    if (context !== undefined) fields.context = context;
    if (stack !== undefined && stack !== context) fields.stack = stack;
    if (message instanceof Error) this.pino[level]({ ...fields, ...describeError(message) });
    else if (typeof message === 'string') this.pino[level](fields, message);
    else this.pino[level]({ ...fields, detail: message });
  }
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return { error: error.message, stack: error.stack, ...(code === undefined ? {} : { code }) };
}

let processLogger: JsonLogger | undefined;

/** The process's one logger, with the level of LOG_LEVEL; made at the first call. */
export function logger(): JsonLogger {
  processLogger ??= new JsonLogger(loggingConfigFromEnv());
  return processLogger;
}
