/**
 * SQL: which version of each node speaks for which days. A version speaks from the day it opens on
 * until a higher version does; the earliest also speaks for the days before, since a parcel that was
 * handed over there shows that somebody was.
 */
const spokenFor = (versions: string): string => `
  SELECT node_id, tier,
         CASE WHEN opens_on = min(opens_on) OVER (PARTITION BY node_id) THEN date '-infinity'
              ELSE opens_on END AS from_day, to_day
  FROM (SELECT node_id, tier, opens_on,
               coalesce(min(opens_on) OVER (PARTITION BY node_id ORDER BY version DESC
                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                        date 'infinity') AS to_day
        FROM node_versions WHERE ${versions}) v
  WHERE opens_on < to_day`;

/** SQL: nodes whose versions are of different tiers; few or none. */
const VARYING = `SELECT node_id FROM nodes WHERE tiers_vary`;

/**
 * SQL: (node_id, from_day, to_day): the days on which a node is a township station, as is known now or
 * as was known at the instant in the parameter `$n`.
 */
export function stationDays(knownAtParameter?: number): string {
  const stations = (versions: string): string =>
    `SELECT node_id, from_day, to_day FROM (${spokenFor(versions)}) s WHERE tier = 'station'`;
  if (knownAtParameter !== undefined) return stations(`recorded_at <= $${knownAtParameter}::int8`);
  return `SELECT node_id, date '-infinity' AS from_day, date 'infinity' AS to_day
    FROM nodes WHERE tier = 'station' AND NOT tiers_vary
    UNION ALL ${stations(`node_id IN (${VARYING})`)}`;
}

/** SQL: the day of a fact where its node may have been a station on some days only, else NULL. */
export function dayThatMatters(knownAtParameter?: number): string {
  if (knownAtParameter !== undefined) return 'day';
  return `CASE WHEN node_id = ANY(ARRAY(${VARYING})) THEN day END`;
}
