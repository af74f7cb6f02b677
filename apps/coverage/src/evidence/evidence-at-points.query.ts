import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { withKnownAt } from '../region-reads/known-at';
import type { PlaceEvidence, Stretch } from './evidence-in-window.query';
import { knownFacts } from './known-facts.query';
import { type AskedModes, inModes } from './modes-told.query';
import { stationDays } from './nodes/station-days.query';
import { toldOnce } from './told-twice.query';
import { pointsOf } from './nodes/village-points.query';

/** Where evidence is looked for, beside visits. */
export type FactPlace =
  'at-stations' | 'in-villages' | 'at-village-points' | 'at-targets' | 'visits';

/** A point with opening hours, where it stands and since when. */
export interface OpenPoint {
  readonly placeCode: string;
  readonly opensOn: Day;
  readonly simulated: boolean;
}

/** How days are told: a bit a day from `origin` on, in words of so many bits. */
export interface DayWords {
  readonly origin: Day;
  readonly words: number;
  readonly wordBits: number;
}

const WITHIN = `f.place_code >= $1 AND f.place_code < $1 || ':'`;
const SUMMARY = `count(*)::int4 AS count, min(f.occurred_at) AS "firstAt",
  max(f.occurred_at) AS "lastAt", bool_or(f.simulated) AS simulated`;

/** What happened at points and named nodes, and on how many days. */
@Injectable()
export class EvidenceAtPoints {
  constructor(private readonly db: Database) {}

  /** Points in the villages of a place that are open on a day at stated hours, by place. */
  async openPoints(place: string, day: Day, knownAt?: Instant): Promise<OpenPoint[]> {
    const { params, parameter } = withKnownAt([place, day], knownAt);
    return this.db.query(
      `SELECT place_code AS "placeCode", opens_on AS "opensOn", simulated
       FROM ${pointsOf(parameter)} f
       WHERE ${WITHIN} AND opens_on <= $2::date AND (closes_on IS NULL OR $2::date < closes_on)
       ORDER BY place_code, opens_on`,
      params,
    );
  }

  /** Parcels accepted or handed over at points that stand in the village where it happened. */
  async atVillagePoints(place: string, { from, to, knownAt }: Stretch): Promise<PlaceEvidence[]> {
    const { params, parameter } = withKnownAt([place, from, to], knownAt);
    const once = toldOnce('point', params, { from, to, codes: [], modes: null }, parameter);
    return this.db.query(
      `SELECT f.place_code AS code, ${SUMMARY} FROM ${knownFacts(parameter)} f
       JOIN ${pointsOf(parameter)} p ON p.node_id = f.node_id AND p.place_code = f.place_code
       WHERE f.is_evidence AND f.day BETWEEN $2 AND $3 AND ${WITHIN}
         AND ${once.sql}
       GROUP BY f.place_code ORDER BY f.place_code`,
      once.params,
    );
  }

  /** Parcels accepted or handed over at each of some nodes, and on how many days. */
  async atNodes(
    nodeIds: readonly string[],
    { from, to, knownAt }: Stretch,
  ): Promise<(PlaceEvidence & { readonly days: number })[]> {
    const { params, parameter } = withKnownAt([nodeIds, from, to], knownAt);
    const once = toldOnce('target', params, { from, to, codes: [], modes: null }, parameter);
    return this.db.query(
      `SELECT f.node_id AS code, ${SUMMARY}, count(DISTINCT f.day)::int4 AS days
       FROM ${knownFacts(parameter)} f
       WHERE f.is_evidence AND f.node_id = ANY($1) AND f.day BETWEEN $2 AND $3
         AND ${once.sql}
       GROUP BY f.node_id ORDER BY f.node_id`,
      once.params,
    );
  }

  /** On which days there is evidence, for each place within `place`. */
  async days(
    where: FactPlace,
    place: string,
    { from, to, knownAt }: Stretch,
    { origin, words, wordBits }: DayWords,
    modes: AskedModes,
  ): Promise<{ code: string; dayBits: number[] }[]> {
    const ofModes = inModes([place, from, to, origin], modes);
    const { params, parameter } = withKnownAt(ofModes.params, knownAt);
    const bits = Array.from(
      { length: words },
      (_, word) => `coalesce(bit_or(1 << ((f.day - $4::date) % ${wordBits}))
        FILTER (WHERE (f.day - $4::date) / ${wordBits} = ${word}), 0)`,
    );
    const { code, join } = source(where, parameter);
    return this.db.query(
      `SELECT ${code} AS code, ARRAY[${bits.join(', ')}] AS "dayBits"
       FROM ${knownFacts(parameter)} f ${join}
       WHERE f.is_evidence AND f.day BETWEEN $2 AND $3 AND ${WITHIN} AND ${ofModes.sql('f')}
       GROUP BY 1 ORDER BY 1`,
      params,
    );
  }
}

/** SQL: by which code evidence of a kind is counted, and what its nodes must be. */
function source(where: FactPlace, parameter: number | undefined): { code: string; join: string } {
  switch (where) {
    case 'at-stations':
      return {
        code: 'left(f.place_code, 9)',
        join: `JOIN (${stationDays(parameter)}) s ON s.node_id = f.node_id
                 AND f.day >= s.from_day AND f.day < s.to_day`,
      };
    case 'at-village-points':
      return {
        code: 'f.place_code',
        join: `JOIN ${pointsOf(parameter)} p ON p.node_id = f.node_id AND p.place_code = f.place_code`,
      };
    case 'in-villages':
    case 'visits':
    case 'at-targets':
      return { code: 'f.place_code', join: '' };
  }
}
