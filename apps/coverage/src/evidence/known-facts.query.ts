/** Columns of a parcel's fact that reads may use, whether it is asked for now or as known before. */
const COLUMNS = `tracking_number, ordinal, scan_id, kind, node_id, place_code, occurred_at, recorded_at,
  day, direction, destination_code, is_evidence, is_rest, simulated, consent,
  proof, fee_cents, mode`;

/**
 * SQL: the facts of parcels, as they are known now, or as they were known at the instant in the
 * parameter `$n`. What was said of a fact then is either what is said today, or kept in
 * `former_facts`; an end that was learnt later was open then.
 */
export function knownFacts(knownAtParameter?: number): string {
  if (knownAtParameter === undefined) return 'parcel_facts';
  const knownAt = `$${knownAtParameter}::int8`;
  return `(SELECT ${COLUMNS},
      CASE WHEN end_known_from > ${knownAt} THEN NULL ELSE ends_day END AS ends_day
    FROM parcel_facts WHERE known_from <= ${knownAt}
    UNION ALL SELECT ${COLUMNS}, ends_day
    FROM former_facts WHERE known_from <= ${knownAt} AND ${knownAt} < known_to)`;
}
