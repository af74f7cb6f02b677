import { knownFacts } from '../evidence/known-facts.query';
import { stationDays } from '../evidence/nodes/station-days.query';
import { oneParcel, waybills } from '../parcel-links/one-parcel.query';
import { STRETCH_DAYS_MAX } from '../region-reads/stretch.errors';
import { factsOnRegister, mayBeWithin, within } from '../base-register/places-on-register.query';
import type { SignalName } from './signal-rules';

/** Signals that are about parcels; the others are about visits. */
export type ParcelSignal = Exclude<SignalName, 'frequency-below-declared'>;

const BY_THE_RECIPIENT = `('signature', 'pickup-code', 'id-check')`;
/** What rested before the stretch may still rest at its end; as far back as a stretch may be long. */
const BEFORE_THE_STRETCH = `least($2::date, $3::date - ${STRETCH_DAYS_MAX})`;
const AT_PLACE = `${within('at')} AND ${mayBeWithin('place_code')}`;

/**
 * SQL: the facts behind the lines of each list, with the `key` of the line and the `parcel` that each
 * tells of; the parameters are those of the lists.
 */
export const FACTS_BEHIND: Readonly<
  Record<ParcelSignal, (parameter: number | undefined) => string>
> = {
  'parked-at-township': (parameter) => `
    SELECT f.*, ${oneParcel(parameter)} AS parcel, bound_for AS key
    FROM ${factsOnRegister(parameter, BEFORE_THE_STRETCH)} f
    WHERE is_rest AND ${within('bound_for')} AND ${mayBeWithin('destination_code')}
      AND length(bound_for) = 12 AND ${atItsTownship(parameter)}
      AND (ends_day IS NULL OR ends_day > $3)
      AND (kind <> 'delivered' OR (proof IS NULL OR proof NOT IN ${BY_THE_RECIPIENT})
        AND ${agreed(parameter)} IS NOT TRUE)`,
  'signed-without-consent-or-proof': (parameter) =>
    ofOneParcel(
      parameter,
      `is_rest AND ${AT_PLACE}
      AND (kind <> 'delivered' OR proof = 'none'
        OR length(bound_for) = 12 AND at <> bound_for AND (proof IS NULL OR proof = 'photo'))
      AND ${agreed(parameter)} IS NOT TRUE`,
    ),
  'second-charge': (parameter) =>
    ofOneParcel(parameter, `is_rest AND fee_cents > 0 AND ${AT_PLACE}`),
  'bunched-in-a-minute': (parameter) => `
    SELECT *, at || ' ' || node_id || ' ' ||
      min(occurred_at) OVER (PARTITION BY at, node_id, burst) AS key
    FROM (${bursts(parameter)}) f`,
  'bunched-at-a-place': (parameter) => `
    SELECT f.*, ${oneParcel(parameter)} AS parcel, at || ' ' || day AS key
    FROM ${factsOnRegister(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${AT_PLACE}
      AND length(bound_for) = 12 AND bound_for <> at`,
};

/**
 * SQL: the fact is in the township of its village, though not in the village itself: where the
 * township's code says so, or at a station, whichever village or community codes that. What is left in
 * another village has not stopped at the township.
 */
function atItsTownship(parameter: number | undefined): string {
  return `left(at, 9) = left(bound_for, 9) AND at <> bound_for
      AND (length(at) = 9 OR EXISTS (
        SELECT FROM (${stationDays(parameter)}) s
        WHERE s.node_id = f.node_id AND f.day >= s.from_day AND f.day < s.to_day))`;
}

/** SQL: what the facts say of a parcel at a node on a day is one line, under all the numbers that tell it. */
function ofOneParcel(parameter: number | undefined, condition: string): string {
  return `SELECT *, at || ' ' || day || ' ' || parcel || ' ' || kind || ' ' || node_id AS key
    FROM (SELECT f.*, ${oneParcel(parameter)} AS parcel FROM ${factsOnRegister(parameter)} f
          WHERE ${condition}) told`;
}

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

/**
 * SQL: the parcels behind the line with the key $12, each once and with its first fact, under the number
 * that it is counted under; those after $5, at most $6.
 */
export function parcelsBehind(signal: ParcelSignal, parameter: number | undefined): string {
  const first = (column: string): string =>
    `(array_agg(${column} ORDER BY occurred_at, ordinal))[1]`;
  return `SELECT tracking_number AS "trackingNumber", ${waybills(parameter)} AS waybills,
      occurred_at AS "occurredAt", kind, place_code AS "placeCode", node_id AS "nodeId",
      bound_for AS "destinationCode", simulated
    FROM (SELECT parcel AS tracking_number, min(occurred_at) AS occurred_at, ${first('kind')} AS kind,
        ${first('at')} AS place_code, ${first('node_id')} AS node_id,
        ${first('bound_for')} AS bound_for, bool_or(simulated) AS simulated
      FROM (${FACTS_BEHIND[signal](parameter)}) behind
      WHERE key = $12 AND $4::int4 IS NOT NULL GROUP BY parcel) f
    WHERE tracking_number > $5 COLLATE "C" ORDER BY tracking_number COLLATE "C" LIMIT $6`;
}
