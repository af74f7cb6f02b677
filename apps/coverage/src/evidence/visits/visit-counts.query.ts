import { FUTURE_TOLERANCE_MS } from './visit';

/**
 * SQL: visit `v` counts, as its id says one thing only and it was not sent before it happened; now,
 * or as it was known at the instant in the parameter `$n`: what was recorded later says nothing then.
 */
export function visitCounts(knownAtParameter?: number): string {
  const known = (row: string): string =>
    knownAtParameter === undefined ? '' : ` AND ${row}.recorded_at <= $${knownAtParameter}::int8`;
  return `NOT EXISTS (
    SELECT FROM visits o WHERE o.village_code = v.village_code AND o.visit_id = v.visit_id${known('o')}
      AND (o.visited_at, o.round_id, o.handover_point)
        <> (v.visited_at, v.round_id, v.handover_point))
  AND v.visited_at <= v.sent_at + ${FUTURE_TOLERANCE_MS}${known('v')}`;
}

export const VISIT_COUNTS = visitCounts();

/** SQL: the days of a week on which any of its visits `v` was simulated, Monday in the lowest bit. */
export const SIMULATED_DAYS = `bit_or(1 << (v.day - v.monday)) FILTER (WHERE v.simulated)`;

/**
 * SQL: the visited days of the week `w` that are kept as simulated, or the rest of them. A day on
 * which there was a visit of either sort is simulated.
 */
export function daysKeptAs(simulated: string): string {
  return `CASE WHEN ${simulated} THEN w.simulated_days ELSE w.visited_days & ~w.simulated_days END`;
}

/**
 * SQL: the weeks of visits, as they are rolled up now, or counted from the visits as they were known
 * at the instant in the parameter `$n`; `where` narrows both by village_code and monday.
 */
export function knownWeeks(where: string, knownAtParameter?: number): string {
  if (knownAtParameter === undefined) return 'visit_weeks';
  return `(SELECT village_code, monday, bit_or(1 << (day - monday)) AS visited_days,
      count(*) AS visits, min(visited_at) AS first_at, max(visited_at) AS last_at,
      coalesce(${SIMULATED_DAYS}, 0) AS simulated_days
    FROM visits v WHERE ${where} AND ${visitCounts(knownAtParameter)} GROUP BY 1, 2)`;
}
