import { createServer } from 'node:net';
import { EngineError } from './engine.errors';

/** Binds the wanted port of 127.0.0.1 for a moment (0 = any free one) and gives its number. */
export function tryPort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}

/**
 * A port for an engine: the wanted one or a clear refusal; without a wish the one used last time
 * if it is still free (clients that survived a restart find the engine again), else any.
 */
export async function choosePort(
  what: string,
  wanted: number | undefined,
  previous: number | undefined,
): Promise<number> {
  if (wanted !== undefined) {
    try {
      return await tryPort(wanted);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new EngineError(
        `Port ${wanted} for ${what} is in use or not allowed (${code}). Free it or choose another port.`,
      );
    }
  }
  if (previous !== undefined) {
    const again = await tryPort(previous).catch(() => undefined);
    if (again !== undefined) return again;
  }
  return tryPort(0);
}
