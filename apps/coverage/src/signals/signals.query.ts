import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Stretch } from '../evidence/evidence-in-window.query';
import { knownFacts } from '../evidence/known-facts.query';
import { knownWeeks } from '../evidence/visit-counts.query';
import { oneParcel, waybills } from '../parcel-links/one-parcel.query';
import { withKnownAt } from '../region-reads/known-at';
import { SIGNAL_RULES, type SignalName } from './signal-rules';

/** A place and a moment that deserve a look. */
export interface Signal {
  readonly placeCode: string;
  readonly nodeId: string | null;
  readonly day: string;
  /** What was counted, and from how many on it shows. */
  readonly count: number;
  readonly min: number;
  /** Some of the parcels, at most five. */
  readonly trackingNumbers: string[];
  readonly simulated: boolean;
  /** What the recipient was charged, in fen, where the list is about that. */
  readonly feeCents?: number;
  /** Makes the order total. */
  readonly key: string;
}

const NUMBERS = `(array_agg(tracking_number ORDER BY tracking_number))[1:5] AS "trackingNumbers"`;
const IN_STRETCH = 'day BETWEEN $2 AND $3';
const within = (column: string): string => `${column} >= $1 AND ${column} < $1 || ':'`;

/** SQL of each list: $1 the place, $2 and $3 the first and last day, $4 from how many on. */
const LISTS: Readonly<Record<SignalName, (parameter: number | undefined) => string>> = {
  'parked-at-township': (parameter) => `
    SELECT destination_code AS "placeCode", NULL AS "nodeId", min(day)::text AS day,
      count(DISTINCT ${oneParcel(parameter)})::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated, destination_code AS key
    FROM ${knownFacts(parameter)} f
    WHERE is_rest AND ${within('destination_code')} AND ${IN_STRETCH}
      AND length(destination_code) = 12 AND place_code = left(destination_code, 9)
      AND (ends_day IS NULL OR ends_day > $3)
    GROUP BY destination_code HAVING count(DISTINCT ${oneParcel(parameter)}) >= $4`,
  // A line a parcel, whatever waybills it has. What was said of its earlier rests counts, so one
  // agreement at the station covers the hand-over there; a later No takes it back.
  'signed-without-consent-or-proof': (parameter) =>
    lineAParcel(
      parameter,
      '',
      `is_rest AND ${within('place_code')} AND ${IN_STRETCH}
      AND (kind <> 'delivered' OR proof = 'none'
        OR length(destination_code) = 12 AND place_code <> destination_code
          AND (proof IS NULL OR proof = 'photo'))
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
      `is_rest AND fee_cents > 0 AND ${within('place_code')} AND ${IN_STRETCH}`,
    ),
  'frequency-below-declared': (parameter) => `
    SELECT d.unit_code AS "placeCode", NULL AS "nodeId", m.monday::text AS day,
      coalesce(bit_count(w.visited_days::int4::bit(7)), 0)::int4 AS count, d.due AS min,
      ARRAY[]::text[] AS "trackingNumbers", d.simulated, d.unit_code || ' ' || m.monday AS key
    FROM (SELECT generate_series(date_trunc('week', $2::date + 6)::date, $3::date - 6, '7 days')::date
            AS monday) m
    CROSS JOIN LATERAL (
      SELECT unit_code, least(max(frequency_per_week), min(p.visits))::int4 AS due,
        bool_or(simulated) OR coalesce(bool_or(p.made_up), false) AS simulated
      FROM declarations
      LEFT JOIN (${prescribedIn('m.monday', parameter)}) p USING (unit_code)
      WHERE indicator = 'village-direct-mail' AND ${within('unit_code')}
        AND valid_from <= m.monday AND (valid_to IS NULL OR m.monday < valid_to)
        AND (ended_on IS NULL OR m.monday < ended_on${endKnown(parameter)})${noted(parameter)}
        AND p.closed IS NOT TRUE
      GROUP BY unit_code) d
    LEFT JOIN ${knownWeeks(`${within('village_code')} AND monday BETWEEN $2 AND $3`, parameter)} w
      ON w.village_code = d.unit_code AND w.monday = m.monday
    WHERE $4::int4 <= d.due
      AND coalesce(bit_count(w.visited_days::int4::bit(7)), 0) < d.due`,
  'bunched-in-a-minute': (parameter) => `
    SELECT place_code AS "placeCode", node_id AS "nodeId", min(day)::text AS day,
      count(DISTINCT ${oneParcel(parameter)})::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated,
      place_code || ' ' || node_id || ' ' || occurred_at / 60000 AS key
    FROM ${knownFacts(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${within('place_code')} AND ${IN_STRETCH}
    GROUP BY place_code, node_id, occurred_at / 60000
    HAVING count(DISTINCT ${oneParcel(parameter)}) >= $4`,
  'bunched-at-a-place': (parameter) => `
    SELECT place_code AS "placeCode", NULL AS "nodeId", day::text AS day,
      count(DISTINCT destination_code)::int4 AS count, $4::int4 AS min, ${NUMBERS},
      bool_or(simulated) AS simulated, place_code || ' ' || day AS key
    FROM ${knownFacts(parameter)} f
    WHERE is_evidence AND kind = 'delivered' AND ${within('place_code')} AND ${IN_STRETCH}
      AND length(destination_code) = 12 AND destination_code <> place_code
    GROUP BY place_code, day HAVING count(DISTINCT destination_code) >= $4`,
};

/** SQL: what `f` says of a parcel at a node on a day is one line, under all the numbers that tell it. */
function lineAParcel(parameter: number | undefined, more: string, condition: string): string {
  return `SELECT place_code AS "placeCode", node_id AS "nodeId", day::text AS day, 1 AS count, ${more}
      $4::int4 AS min, (array_agg(DISTINCT tracking_number))[1:5] AS "trackingNumbers",
      bool_or(simulated) AS simulated,
      place_code || ' ' || day || ' ' || parcel || ' ' || kind || ' ' || node_id AS key
    FROM (SELECT f.*, ${oneParcel(parameter)} AS parcel FROM ${knownFacts(parameter)} f
          WHERE ${condition}) told
    GROUP BY place_code, node_id, day, kind, parcel`;
}

/** SQL: what is prescribed for villages in the week of a Monday; a closure of any of its days closes it. */
function prescribedIn(monday: string, parameter: number | undefined): string {
  return `SELECT unit_code, min(visits_per_week) AS visits, bool_or(kind = 'seasonal-closure') AS closed,
      bool_or(simulated) AS made_up
    FROM mail_prescriptions
    WHERE ${within('unit_code')} AND (valid_to IS NULL OR ${monday} < valid_to)
      AND valid_from <= ${monday} + CASE kind WHEN 'seasonal-closure' THEN 6 ELSE 0 END${noted(parameter)}
    GROUP BY unit_code`;
}

function noted(parameter: number | undefined): string {
  return parameter === undefined ? '' : ` AND recorded_at <= $${parameter}::int8`;
}

function endKnown(parameter: number | undefined): string {
  return parameter === undefined ? '' : ` OR end_recorded_at > $${parameter}::int8`;
}

/** Lists of what may be abuse, each by one rule, over what was recorded. */
@Injectable()
export class Signals {
  constructor(private readonly db: Database) {}

  async list(
    name: SignalName,
    place: string,
    { from, to, knownAt }: Stretch,
    after: string,
    limit: number,
  ): Promise<Signal[]> {
    const asked = [place, from, to, SIGNAL_RULES[name].min, after, limit];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT * FROM (${LISTS[name](parameter)}) s
       WHERE key > $5 COLLATE "C" ORDER BY key COLLATE "C" LIMIT $6`,
      params,
    );
  }
}
