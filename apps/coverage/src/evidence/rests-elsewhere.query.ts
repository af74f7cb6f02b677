import type { OtherCode } from '../base-register/other-codes';
import { ALWAYS_FROM, ALWAYS_TO } from '../base-register/written-code';

/**
 * SQL: the fact `f` is not at the village its parcel is addressed to, under whichever of its codes
 * either is written. Its parameters are `$n` and the three after it, none where no code has another.
 */
export function restsElsewhere(
  n: number,
  otherCodes: readonly OtherCode[],
): { readonly sql: string; readonly params: readonly unknown[] } {
  const sql = 'f.place_code <> f.destination_code';
  if (otherCodes.length === 0) return { sql, params: [] };
  return {
    sql: `${sql} AND NOT EXISTS (
      SELECT FROM unnest($${n}::text[], $${n + 1}::text[], $${n + 2}::date[], $${n + 3}::date[])
        AS o(written, place, first, last)
      WHERE o.written = f.destination_code AND o.place = f.place_code
        AND f.day BETWEEN o.first AND o.last)`,
    params: [
      otherCodes.map(({ written }) => written),
      otherCodes.map(({ place }) => place),
      otherCodes.map(({ from }) => from ?? ALWAYS_FROM),
      otherCodes.map(({ to }) => to ?? ALWAYS_TO),
    ],
  };
}
