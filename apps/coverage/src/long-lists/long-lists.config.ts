/** Each list holds a connection of the pool for as long as its reader takes. */
const EXPORTS_MAX_DEFAULT = 2;
const EXPORTS_MAX_MAX = 100;

/**
 * How many lists may be read at once, from EVIDENCE_EXPORTS_MAX.
 * @throws Error saying what to write
 */
export function exportsMaxFromEnv(env: NodeJS.ProcessEnv = process.env): number {
  const text = env.EVIDENCE_EXPORTS_MAX ?? String(EXPORTS_MAX_DEFAULT);
  const max = Number(text);
  if (!/^\d{1,3}$/.test(text) || max < 1 || max > EXPORTS_MAX_MAX) {
    throw new Error(`EVIDENCE_EXPORTS_MAX must be from 1 to ${EXPORTS_MAX_MAX}; it is "${text}".`);
  }
  return max;
}
