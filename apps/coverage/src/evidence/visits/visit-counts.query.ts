import { FUTURE_TOLERANCE_MS } from './visit';

/** Columns of a visit that reads may use, whether it is asked for now or as known before. */
const COLUMNS = `village_code, visit_id, visited_at, round_id, handover_point, sent_at, recorded_at, day,
  monday, simulated`;

/**
 * SQL: the visits with what is said of them now, or with what was known of them at the instant in the
 * parameter `$n`: what is said today, or what was said then and is kept in `former_visits`.
 */
export function knownVisits(knownAtParameter?: number): string {
  if (knownAtParameter === undefined) return 'visits';
  const knownAt = `$${knownAtParameter}::int8`;
  return `(SELECT ${COLUMNS} FROM visits WHERE coalesce(known_from, recorded_at) <= ${knownAt}
    UNION ALL SELECT ${COLUMNS} FROM former_visits
    WHERE known_from <= ${knownAt} AND ${knownAt} < known_to)`;
}

/**
 * SQL: visit `v` of those that are known counts, as its id says one thing only and it was not sent
 * before it happened; now, or as it was known at the instant in the parameter `$n`: another content
 * that was recorded later contradicts nothing then.
 */
export function visitCounts(knownAtParameter?: number): string {
  const known =
    knownAtParameter === undefined ? '' : ` AND o.recorded_at <= $${knownAtParameter}::int8`;
  return `NOT EXISTS (
    SELECT FROM visits o WHERE o.village_code = v.village_code AND o.visit_id = v.visit_id${known}
      AND (o.visited_at, o.round_id, o.handover_point)
        <> (v.visited_at, v.round_id, v.handover_point))
  AND v.visited_at <= v.sent_at + ${FUTURE_TOLERANCE_MS}`;
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
    FROM ${knownVisits(knownAtParameter)} v
    WHERE ${where} AND ${visitCounts(knownAtParameter)} GROUP BY 1, 2)`;
}
