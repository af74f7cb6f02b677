/**
 * SQL: each node as its newest version tells of it, now or as was known at the instant in the parameter
 * `$n`.
 */
function knownNodes(knownAtParameter: number | undefined): string {
  if (knownAtParameter === undefined) return 'nodes';
  return `(SELECT DISTINCT ON (node_id) * FROM node_versions
    WHERE recorded_at <= $${knownAtParameter}::int8 ORDER BY node_id, version DESC)`;
}

/** SQL: points that stand in a village and say when they are open. */
export const pointsOf = (parameter: number | undefined): string =>
  `(SELECT node_id, place_code, opens_on, closes_on, simulated FROM ${knownNodes(parameter)} n
    WHERE tier = 'village' AND open_weekdays IS NOT NULL)`;
