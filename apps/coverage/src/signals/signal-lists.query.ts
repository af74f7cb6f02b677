import { knownFacts } from '../evidence/known-facts.query';
import { oneParcel, waybills } from '../parcel-links/one-parcel.query';
import {
  factsOnRegister,
  listedOnRegister,
  mayBeWithin,
  weeksOnRegister,
  within,
} from './places-on-register.query';
import type { SignalName } from './signal-rules';

const NUMBERS = `(array_agg(tracking_number ORDER BY tracking_number))[1:5] AS "trackingNumbers"`;
const AT_PLACE = `${within('at')} AND ${mayBeWithin('place_code')}`;

/**
 * SQL of each list: $1 the place, $2 and $3 the first and last day, $4 from how many on; the parameter
 * of the function is the number of the one that says what was known when.
 */
export const SIGNAL_LISTS: Readonly<Record<SignalName, (parameter: number | undefined) => string>> =
  {
    'parked-at-township': (parameter) => `
    SELECT bound_for AS "placeCode", NULL AS "nodeId", min(day)::text AS day,
      count(DISTINCT ${oneParcel(parameter)})::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated, bound_for AS key
    FROM ${factsOnRegister(parameter)} f
    WHERE is_rest AND ${within('bound_for')} AND ${mayBeWithin('destination_code')}
      AND length(bound_for) = 12 AND at = left(bound_for, 9)
      AND (ends_day IS NULL OR ends_day > $3)
    GROUP BY bound_for HAVING count(DISTINCT ${oneParcel(parameter)}) >= $4`,
    // A line a parcel, whatever waybills it has. What was said of its earlier rests counts, so one
    // agreement at the station covers the hand-over there; a later No takes it back.
    'signed-without-consent-or-proof': (parameter) =>
      lineAParcel(
        parameter,
        '',
        `is_rest AND ${AT_PLACE}
      AND (kind <> 'delivered' OR proof = 'none'
        OR length(bound_for) = 12 AND at <> bound_for AND (proof IS NULL OR proof = 'photo'))
      AND (SELECT said.consent FROM ${knownFacts(parameter)} said
           WHERE said.tracking_number = ANY(${waybills(parameter)}::text[]) AND said.is_rest
             AND said.consent IS NOT NULL
             AND (said.occurred_at, said.ordinal) <= (f.occurred_at, f.ordinal)
           ORDER BY said.occurred_at DESC, said.ordinal DESC LIMIT 1) IS NOT TRUE`,
      ),
    'second-charge': (parameter) =>
      lineAParcel(
        parameter,
        'max(fee_cents)::int4 AS "feeCents",',
        `is_rest AND fee_cents > 0 AND ${AT_PLACE}`,
      ),
    'frequency-below-declared': (parameter) => `
    SELECT d.unit AS "placeCode", NULL AS "nodeId", m.monday::text AS day,
      coalesce(bit_count(w.visited_days::bit(7)), 0)::int4 AS count, d.due AS min,
      ARRAY[]::text[] AS "trackingNumbers", d.simulated, d.unit || ' ' || m.monday AS key
    FROM (SELECT generate_series(date_trunc('week', $2::date + 6)::date, $3::date - 6, '7 days')::date
            AS monday) m
    CROSS JOIN LATERAL (
      SELECT unit, least(max(frequency_per_week), min(p.visits))::int4 AS due,
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
      count(DISTINCT ${oneParcel(parameter)})::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated,
      at || ' ' || node_id || ' ' || occurred_at / 60000 AS key
    FROM ${factsOnRegister(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${AT_PLACE}
    GROUP BY at, node_id, occurred_at / 60000
    HAVING count(DISTINCT ${oneParcel(parameter)}) >= $4`,
    'bunched-at-a-place': (parameter) => `
    SELECT at AS "placeCode", NULL AS "nodeId", day::text AS day,
      count(DISTINCT bound_for)::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated, at || ' ' || day AS key
    FROM ${factsOnRegister(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${AT_PLACE}
      AND length(bound_for) = 12 AND bound_for <> at
    GROUP BY at, day HAVING count(DISTINCT bound_for) >= $4`,
  };

/** SQL: what `f` says of a parcel at a node on a day is one line, under all the numbers that tell it. */
function lineAParcel(parameter: number | undefined, more: string, condition: string): string {
  return `SELECT at AS "placeCode", node_id AS "nodeId", day::text AS day, 1 AS count, ${more}
      $4::int4 AS min, (array_agg(DISTINCT tracking_number))[1:5] AS "trackingNumbers",
      bool_or(simulated) AS simulated,
      at || ' ' || day || ' ' || parcel || ' ' || kind || ' ' || node_id AS key
    FROM (SELECT f.*, ${oneParcel(parameter)} AS parcel FROM ${factsOnRegister(parameter)} f
          WHERE ${condition}) told
    GROUP BY at, node_id, day, kind, parcel`;
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
