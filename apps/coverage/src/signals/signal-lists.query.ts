import { VISITS_PER_WEEK_MIN } from '../editions/village-direct-mail.2020';
import { FACTS_BEHIND, type ParcelSignal } from './facts-behind.query';
import {
  listedOnRegister,
  weeksOnRegister,
  within,
} from '../base-register/places-on-register.query';
import type { SignalName } from './signal-rules';

/**
 * SQL: visits a week that are due to a village. What is prescribed only ever asks for fewer than is
 * declared, or than the rule asks where no frequency is declared, as the indicator has it.
 */
const DUE = `CASE WHEN min(p.visits) IS NULL THEN max(frequency_per_week)
        ELSE least(min(p.visits), coalesce(max(frequency_per_week), ${VISITS_PER_WEEK_MIN})) END`;

/**
 * SQL of each list: $1 the place, $2 and $3 the first and last day, $4 from how many on; the parameter
 * of the function is the number of the one that says what was known when.
 */
export const SIGNAL_LISTS: Readonly<Record<SignalName, (parameter: number | undefined) => string>> =
  {
    'parked-at-township': (parameter) => `
    SELECT bound_for AS "placeCode", NULL AS "nodeId", min(day)::text AS day,
      count(DISTINCT parcel)::int4 AS count, ${lineOf('parked-at-township', parameter)}
    GROUP BY bound_for, key HAVING count(DISTINCT parcel) >= $4`,
    // A line a parcel, whatever waybills it has.
    'signed-without-consent-or-proof': (parameter) => `
    SELECT at AS "placeCode", node_id AS "nodeId", day::text AS day, 1 AS count,
      ${lineOf('signed-without-consent-or-proof', parameter)}
    GROUP BY at, node_id, day, key`,
    'second-charge': (parameter) => `
    SELECT at AS "placeCode", node_id AS "nodeId", day::text AS day, 1 AS count,
      max(fee_cents)::int4 AS "feeCents", ${lineOf('second-charge', parameter)}
    GROUP BY at, node_id, day, key`,
    'frequency-below-declared': (parameter) => `
    SELECT d.unit AS "placeCode", NULL AS "nodeId", m.monday::text AS day,
      coalesce(bit_count(w.visited_days::bit(7)), 0)::int4 AS count, d.due AS min,
      ARRAY[]::text[] AS "trackingNumbers", d.simulated OR coalesce(w.simulated, false) AS simulated,
      d.unit || ' ' || m.monday AS key
    FROM (SELECT generate_series(date_trunc('week', $2::date + 6)::date, $3::date - 6, '7 days')::date
            AS monday) m
    CROSS JOIN LATERAL (
      SELECT unit, ${DUE}::int4 AS due,
        bool_or(simulated) OR coalesce(bool_or(p.made_up), false) AS simulated
      FROM ${listedOnRegister('declarations')} declared
      LEFT JOIN (${prescribedIn('m.monday', parameter)}) p USING (unit)
      WHERE indicator = 'village-direct-mail' AND ${within('unit')}
        AND valid_from <= m.monday AND (valid_to IS NULL OR m.monday < valid_to)
        AND (ended_on IS NULL OR m.monday < ended_on${endKnown(parameter)})${noted(parameter)}
        AND p.closed IS NOT TRUE
      GROUP BY unit) d
    LEFT JOIN ${weeksOnRegister(parameter)} w ON w.unit = d.unit AND w.monday = m.monday
    WHERE $4::int4 <= d.due AND coalesce(bit_count(w.visited_days::bit(7)), 0) < d.due`,
    'bunched-in-a-minute': (parameter) => `
    SELECT at AS "placeCode", node_id AS "nodeId", min(day)::text AS day,
      count(DISTINCT parcel)::int4 AS count, ${lineOf('bunched-in-a-minute', parameter)}
    GROUP BY at, node_id, key`,
    'bunched-at-a-place': (parameter) => `
    SELECT at AS "placeCode", NULL AS "nodeId", day::text AS day,
      count(DISTINCT bound_for)::int4 AS count, ${lineOf('bunched-at-a-place', parameter)}
    GROUP BY at, day, key HAVING count(DISTINCT bound_for) >= $4`,
  };

/** SQL: what every line says of the facts behind it, and these facts. */
function lineOf(signal: ParcelSignal, parameter: number | undefined): string {
  return `$4::int4 AS min,
      (array_agg(DISTINCT tracking_number ORDER BY tracking_number))[1:5] AS "trackingNumbers",
      bool_or(simulated) AS simulated, key
    FROM (${FACTS_BEHIND[signal](parameter)}) f`;
}

/** SQL: what is prescribed for villages in the week of a Monday; a closure of any of its days closes it. */
function prescribedIn(monday: string, parameter: number | undefined): string {
  return `SELECT unit, min(visits_per_week) AS visits, bool_or(kind = 'seasonal-closure') AS closed,
      bool_or(simulated) AS made_up
    FROM ${listedOnRegister('mail_prescriptions')} prescribed
    WHERE ${within('unit')} AND (valid_to IS NULL OR ${monday} < valid_to)
      AND valid_from <= ${monday} + CASE kind WHEN 'seasonal-closure' THEN 6 ELSE 0 END${noted(parameter)}
    GROUP BY unit`;
}

function noted(parameter: number | undefined): string {
  return parameter === undefined ? '' : ` AND recorded_at <= $${parameter}::int8`;
}

function endKnown(parameter: number | undefined): string {
  return parameter === undefined ? '' : ` OR end_recorded_at > $${parameter}::int8`;
}
