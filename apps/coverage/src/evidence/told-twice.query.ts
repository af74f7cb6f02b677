import { knownRoots } from '../parcel-links/one-parcel.query';
import { knownFacts } from './known-facts.query';

/** SQL: that `told` tells the same as `f`: a hand-over at its place or node, or a rest that stays to $2. */
const SAME = {
  place: `told.is_evidence AND told.kind = f.kind AND told.day = f.day`,
  node: `told.is_evidence AND told.kind = f.kind AND told.day = f.day AND told.node_id = f.node_id`,
  rest: `told.is_rest AND told.destination_code = f.destination_code
    AND told.day BETWEEN $1 AND $2 AND (told.ends_day IS NULL OR told.ends_day > $2)`,
} as const;

/**
 * SQL: true of a hand-over `f` unless another waybill of the same parcel tells it as well: the same
 * kind of scan at the same place (and node, where nodes are counted) on one day; of a rest, at the same
 * place while the days from $1 to $2 end. The principal's stays. Whether a number is linked is asked first, so others are never compared.
 */
export function toldOnce(by: keyof typeof SAME, knownAtParameter?: number): string {
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
      AND ${SAME[by]}))`;
}
