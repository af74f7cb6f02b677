import type { ModeName } from '../edition-form/parameters';

/** The modes that a question asks for; null for all of them. */
export type AskedModes = readonly ModeName[] | null;

/**
 * SQL: a scan does not say that a parcel came in another mode than those asked for; one that does not
 * say in which is not against any. Its parameter comes after `params`, none where all modes are asked for.
 */
export function inModes(
  params: readonly unknown[],
  modes: AskedModes,
): { readonly sql: (fact: string) => string; readonly params: readonly unknown[] } {
  if (modes === null) return { sql: () => 'true', params };
  const n = params.length + 1;
  return {
    sql: (fact) => `(${fact}.mode IS NULL OR ${fact}.mode = ANY($${n}::text[]))`,
    params: [...params, modes],
  };
}
