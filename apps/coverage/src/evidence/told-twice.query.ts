import type { Day } from '@youlu/vocabulary';
import type { CountedCode } from '../base-register/counted-codes';
import { knownRoots } from '../parcel-links/one-parcel.query';
import { knownFacts } from './known-facts.query';
import { type AskedModes, inModes } from './modes-told.query';

/** Within which days another waybill may tell the same, and which codes are then those of one unit. */
export interface Telling {
  readonly from: Day;
  readonly to: Day;
  /** Codes that count for another unit than the one of the same code. */
  readonly codes: readonly CountedCode[];
  /** What is told in another mode than these is not evidence, by whichever waybill. */
  readonly modes: AskedModes;
}

/** SQL: that nothing ended the earlier of `told` and `f` before the day of the later. */
const NOTHING_BETWEEN = `(CASE WHEN told.day < f.day THEN told.ends_day < f.day
  ELSE f.ends_day < told.day END) IS NOT TRUE`;

/** SQL: the unit that a code counts for, of those in the four parameters from `$n` on. */
const unitOf = (n: number, code: string, day: string): string =>
  `coalesce((SELECT u.unit FROM unnest($${n}::text[], $${n + 1}::text[], $${n + 2}::date[],
      $${n + 3}::date[]) AS u(written, unit, first, last)
    WHERE u.written = ${code} AND ${day} BETWEEN u.first AND u.last LIMIT 1), ${code})`;

/** SQL: that `told` and `f` are of one unit by their codes, each made of a fact's by `codeOf`. */
type SameUnit = (codeOf: (fact: string) => string) => string;

const placeOf = (fact: string): string => `${fact}.place_code`;
const townshipOf = (fact: string): string => `left(${fact}.place_code, 9)`;
const destinationOf = (fact: string): string => `${fact}.destination_code`;
const AT_NODE =
  'told.is_evidence AND told.kind = f.kind AND told.day = f.day AND told.node_id = f.node_id';

/** SQL: that `told` tells the same as `f`. */
const SAME = {
  place: (sameUnit: SameUnit) =>
    `told.is_evidence AND told.kind = f.kind AND ${NOTHING_BETWEEN} AND ${sameUnit(placeOf)}`,
  station: (sameUnit: SameUnit) => `${AT_NODE} AND ${sameUnit(townshipOf)}`,
  // What a point is has one code, and counts under it only.
  point: () => `${AT_NODE} AND told.place_code = f.place_code`,
  target: () => AT_NODE,
  rest: (sameUnit: SameUnit, to: string) => `told.is_rest AND ${sameUnit(placeOf)}
    AND ${sameUnit(destinationOf)} AND (told.ends_day IS NULL OR told.ends_day > ${to})`,
} as const;

/**
 * SQL: true of a fact `f` of the modes asked for, unless another waybill of the same parcel tells it as
 * well, within the same days: the principal's stays, so that of what is told of a unit one always does. Whether a number is
 * linked is asked first, so others are never compared.
 *
 * @param by `place`: the same kind of scan at one place, on whatever days, as long as nothing came
 *   between; `station`, `point`, `target`: at one node on one day, since what a node is may change, and in
 *   one township, under one code, or wherever; `rest`: a rest at one place that lasts beyond the days
 * @param params those of the read so far; the answer's are these and its own
 */
export function toldOnce(
  by: keyof typeof SAME,
  params: readonly unknown[],
  { from, to, codes, modes }: Telling,
  knownAtParameter?: number,
): { readonly sql: string; readonly params: readonly unknown[] } {
  const [first, last, n] = [params.length + 1, params.length + 2, params.length + 3];
  const byUnit = codes.length > 0 && by !== 'point' && by !== 'target';
  const sameUnit: SameUnit = (codeOf) =>
    byUnit
      ? `${unitOf(n, codeOf('told'), 'told.day')} = ${unitOf(n, codeOf('f'), 'f.day')}`
      : `${codeOf('told')} = ${codeOf('f')}`;
  const roots = knownRoots(knownAtParameter);
  const facts = knownFacts(knownAtParameter);
  const own = [...params, from, to, ...(byUnit ? columnsOf(codes) : [])];
  const ofModes = inModes(own, modes);
  const sql = `(${ofModes.sql('f')} AND (NOT EXISTS (SELECT FROM ${roots} linked WHERE linked.tracking_number = f.tracking_number)
    OR NOT EXISTS (
    SELECT FROM ${roots} mine
    JOIN (SELECT tracking_number, root_number, true AS linked FROM ${roots} members
          UNION ALL SELECT DISTINCT root_number, root_number, false FROM ${roots} tops) other
      ON other.root_number = mine.root_number
        AND (NOT other.linked OR other.tracking_number < mine.tracking_number)
    JOIN ${facts} told ON told.tracking_number = other.tracking_number
    WHERE mine.tracking_number = f.tracking_number
      AND told.day BETWEEN $${first}::date AND $${last}::date
      AND ${ofModes.sql('told')} AND ${SAME[by](sameUnit, `$${last}::date`)})))`;
  return { sql, params: ofModes.params };
}

function columnsOf(codes: readonly CountedCode[]): unknown[] {
  return [
    codes.map(({ written }) => written),
    codes.map(({ unit }) => unit),
    codes.map(({ from }) => from),
    codes.map(({ to }) => to),
  ];
}
