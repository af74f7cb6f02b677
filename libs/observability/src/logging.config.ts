export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggingConfig {
  level: LogLevel;
}

/** LOG_LEVEL: how much is written to stdout; a word outside the list stops the start. */
export function loggingConfigFromEnv(env: NodeJS.ProcessEnv = process.env): LoggingConfig {
  const level = env.LOG_LEVEL ?? 'info';
  const known = LOG_LEVELS.find((l) => l === level);
  if (known === undefined)
    throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}; it is "${level}".`);
  return { level: known };
}
