import { knownRoots } from '../parcel-links/one-parcel.query';
import { knownFacts } from './known-facts.query';

/** SQL: that nothing ended the earlier of `told` and `f` before the day of the later. */
const NOTHING_BETWEEN = `(CASE WHEN told.day < f.day THEN told.ends_day < f.day
  ELSE f.ends_day < told.day END) IS NOT TRUE`;

/** SQL: that `told` tells the same as `f`. */
const SAME = {
  place: (from: string, to: string) => `told.is_evidence AND told.kind = f.kind
    AND told.day BETWEEN ${from} AND ${to} AND ${NOTHING_BETWEEN}`,
  node: () =>
    `told.is_evidence AND told.kind = f.kind AND told.day = f.day AND told.node_id = f.node_id`,
  rest: (from: string, to: string) => `told.is_rest AND told.destination_code = f.destination_code
    AND told.day BETWEEN ${from} AND ${to} AND (told.ends_day IS NULL OR told.ends_day > ${to})`,
} as const;

/**
 * SQL: true of a fact `f` unless another waybill of the same parcel tells it as well, within the same
 * days: the principal's stays, so that of what is told at a place one always does. Whether a number is
 * linked is asked first, so others are never compared.
 *
 * @param by `place`: the same kind of scan at one place, on whatever days, as long as nothing came
 *   between; `node`: at one node on one day, since what a node is may change; `rest`: a rest at one place
 *   that lasts beyond the days
 * @param days parameters of the first and the last day that are looked at
 */
export function toldOnce(
  by: keyof typeof SAME,
  [from, to]: readonly [from: string, to: string],
  knownAtParameter?: number,
): string {
  const roots = knownRoots(knownAtParameter);
  const facts = knownFacts(knownAtParameter);
  return `(NOT EXISTS (SELECT FROM ${roots} linked WHERE linked.tracking_number = f.tracking_number)
    OR NOT EXISTS (
    SELECT FROM ${roots} mine
    JOIN (SELECT tracking_number, root_number, true AS linked FROM ${roots} members
          UNION ALL SELECT DISTINCT root_number, root_number, false FROM ${roots} tops) other
      ON other.root_number = mine.root_number
        AND (NOT other.linked OR other.tracking_number < mine.tracking_number)
    JOIN ${facts} told ON told.tracking_number = other.tracking_number
    WHERE mine.tracking_number = f.tracking_number AND told.place_code = f.place_code
      AND ${SAME[by](from, to)}))`;
}
