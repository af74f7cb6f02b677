/** SQLSTATE of an error that came from PostgreSQL through node-postgres or TypeORM. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  return driverError === undefined ? undefined : sqlStateOf(driverError);
}

/** Serialization failure or deadlock: the same transaction, run again, is expected to pass. */
export function isRerunnable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '40001' || state === '40P01';
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/**
 * Whether the row itself is to blame, so that trying again cannot help: data exceptions (class 22)
 * and broken constraints (class 23). Everything else a database says may pass with time or a deploy.
 * Source: PostgreSQL manual, Appendix A.
 */
export function isRowsFault(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && /^2[23]/.test(state);
}

const LOST =
  /Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end|Driver not Connected|server closed the connection/i;

/** Whether the connection is gone or cannot be made: classes 08 and 57P, or the network's errors. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return /^(08|57P)/.test(state);
  if (typeof error !== 'object' || error === null) return false;
  const { code, name, message } = error as Partial<Record<'code' | 'name' | 'message', unknown>>;
  if (typeof code === 'string' && NETWORK_CODES.has(code)) return true;
  return name === 'QueryRunnerAlreadyReleasedError' || LOST.test(String(message));
}

/** Whether the database is away, overloaded, locked or at odds with this release. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return sqlStateOf(error) === undefined ? isConnectionLost(error) : !isRowsFault(error);
}
