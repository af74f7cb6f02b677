/** SQL: the roots of linked numbers as they are known, now or at the instant in the parameter `$n`. */
export function knownRoots(knownAtParameter?: number): string {
  const known =
    knownAtParameter === undefined
      ? 'known_to IS NULL'
      : `known_from <= $${knownAtParameter}::int8
         AND (known_to IS NULL OR $${knownAtParameter}::int8 < known_to)`;
  return `(SELECT tracking_number, root_number FROM parcel_roots WHERE ${known})`;
}

/** SQL: the number under which the parcel of the fact `f` is counted; two waybills have the same. */
export function oneParcel(knownAtParameter?: number): string {
  return `coalesce((SELECT root_number FROM ${knownRoots(knownAtParameter)} roots
    WHERE roots.tracking_number = f.tracking_number), f.tracking_number)`;
}

/** SQL: every number of the parcel of the fact `f`: the one it is counted under, then the others. */
export function waybills(knownAtParameter?: number): string {
  return `(SELECT ARRAY[root] || ARRAY(
      SELECT tracking_number FROM ${knownRoots(knownAtParameter)} members
      WHERE root_number = root ORDER BY tracking_number)
    FROM (SELECT ${oneParcel(knownAtParameter)} AS root) counted)`;
}
