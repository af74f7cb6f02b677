/**
 * An engine could not be started. The message is one line and says what to do; the launcher prints
 * it as it stands. `details` holds what the engine itself said, for the log.
 */
export class EngineError extends Error {
  constructor(
    message: string,
    readonly details = '',
  ) {
    super(message);
    this.name = 'EngineError';
  }
}

/** Turns a failed write into advice; other errors pass through unchanged. */
export function explainFolderError(folder: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code)) {
    return new EngineError(
      `Cannot write to ${folder} (${code}). Make it writable or name another folder with --state DIR.`,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}
