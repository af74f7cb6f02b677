import { knownFacts } from '../evidence/known-facts.query';
import { oneParcel, waybills } from '../parcel-links/one-parcel.query';
import {
  factsOnRegister,
  listedOnRegister,
  mayBeWithin,
  weeksOnRegister,
  within,
} from './places-on-register.query';
import { STRETCH_DAYS_MAX } from '../region-reads/stretch.errors';
import type { SignalName } from './signal-rules';

const NUMBERS = `(array_agg(tracking_number ORDER BY tracking_number))[1:5] AS "trackingNumbers"`;
const BY_THE_RECIPIENT = `('signature', 'pickup-code', 'id-check')`;
/** What rested before the stretch may still rest at its end; as far back as a stretch may be long. */
const BEFORE_THE_STRETCH = `least($2::date, $3::date - ${STRETCH_DAYS_MAX})`;
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
    FROM ${factsOnRegister(parameter, BEFORE_THE_STRETCH)} f
    WHERE is_rest AND ${within('bound_for')} AND ${mayBeWithin('destination_code')}
      AND length(bound_for) = 12 AND at = left(bound_for, 9)
      AND (ends_day IS NULL OR ends_day > $3)
      AND (kind <> 'delivered' OR (proof IS NULL OR proof NOT IN ${BY_THE_RECIPIENT})
        AND ${agreed(parameter)} IS NOT TRUE)
    GROUP BY bound_for HAVING count(DISTINCT ${oneParcel(parameter)}) >= $4`,
    // A line a parcel, whatever waybills it has.
    'signed-without-consent-or-proof': (parameter) =>
      lineAParcel(
        parameter,
        '',
        `is_rest AND ${AT_PLACE}
      AND (kind <> 'delivered' OR proof = 'none'
        OR length(bound_for) = 12 AND at <> bound_for AND (proof IS NULL OR proof = 'photo'))
      AND ${agreed(parameter)} IS NOT TRUE`,
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
      ARRAY[]::text[] AS "trackingNumbers", d.simulated OR coalesce(w.simulated, false) AS simulated,
      d.unit || ' ' || m.monday AS key
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
      count(DISTINCT parcel)::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated, at || ' ' || node_id || ' ' || min(occurred_at) AS key
    FROM (${bursts(parameter)}) f GROUP BY at, node_id, burst`,
    'bunched-at-a-place': (parameter) => `
    SELECT at AS "placeCode", NULL AS "nodeId", day::text AS day,
      count(DISTINCT bound_for)::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated, at || ' ' || day AS key
    FROM ${factsOnRegister(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${AT_PLACE}
      AND length(bound_for) = 12 AND bound_for <> at
    GROUP BY at, day HAVING count(DISTINCT bound_for) >= $4`,
  };

/**
 * SQL: whether the recipient agreed, as last said of the parcel until then. What was said of its earlier
 * rests counts, so one agreement at the station covers the hand-over there; a later No takes it back.
 */
function agreed(parameter: number | undefined): string {
  return `(SELECT said.consent FROM ${knownFacts(parameter)} said
           WHERE said.tracking_number = ANY(${waybills(parameter)}::text[]) AND said.is_rest
             AND said.consent IS NOT NULL
             AND (said.occurred_at, said.ordinal) <= (f.occurred_at, f.ordinal)
           ORDER BY said.occurred_at DESC, said.ordinal DESC LIMIT 1)`;
}

/**
 * SQL: hand-overs at one node that lie in a minute with $4 of them, wherever the clock's minutes begin;
 * minutes that overlap are one `burst`. A parcel that is told of again within a minute is one.
 */
function bursts(parameter: number | undefined): string {
  const node = (frame: string): string =>
    `OVER (PARTITION BY at, node_id ORDER BY occurred_at${frame})`;
  const told = `SELECT f.*, ${oneParcel(parameter)} AS parcel FROM ${factsOnRegister(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${AT_PLACE}`;
  const once = `SELECT * FROM (SELECT *, lag(occurred_at) OVER (PARTITION BY at, node_id, parcel
      ORDER BY occurred_at, tracking_number, ordinal) AS before FROM (${told}) told) t
    WHERE before IS NULL OR occurred_at - before >= 60000`;
  const counted = `SELECT *, CASE WHEN count(*) ${node(' RANGE BETWEEN CURRENT ROW AND 59999 FOLLOWING')} >= $4
      THEN occurred_at END AS opens FROM (${once}) once`;
  const covered = `SELECT *, min(opens) ${node(' RANGE BETWEEN 59999 PRECEDING AND CURRENT ROW')} AS opened
    FROM (${counted}) counted`;
  const joined = `SELECT *, opened <= lag(occurred_at) ${node('')} AS goes_on
    FROM (${covered}) covered WHERE opened IS NOT NULL`;
  return `SELECT *, count(*) FILTER (WHERE goes_on IS NOT TRUE) ${node(', parcel ROWS UNBOUNDED PRECEDING')} AS burst
    FROM (${joined}) joined`;
}

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
