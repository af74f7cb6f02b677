import type { Database } from '../database';

/** Well below the time after which the server ends a transaction that says nothing (a minute). */
const SIGN_OF_LIFE_MS = 15_000;

export interface HeldLock {
  /** Rejects when the session that held the lock is gone, and the lock with it. */
  verify(): Promise<void>;
}

/**
 * Runs `work` while nobody else does so under this name in this service. The lock lives in a session of
 * its own, which reads and writes nothing: it ends with the process, however that ends.
 * @throws Error when somebody else has it
 */
export async function withRebuildLock<T>(
  db: Database,
  name: string,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const [row] = await tx.query<{ is_ours: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS is_ours',
      [`rebuild ${db.service}.${name}`],
    );
    if (!row?.is_ours) {
      throw new Error(`${db.service}.${name} is being rebuilt by somebody else: try again later`);
    }
    const verify = async (): Promise<void> => void (await tx.query('SELECT 1'));
    const timer = setInterval(() => {
      verify().catch(() => undefined); // whoever is about to write asks, and learns it
    }, SIGN_OF_LIFE_MS);
    try {
      return await work({ verify });
    } finally {
      clearInterval(timer);
    }
  });
}
