import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { knownFacts } from '../evidence/known-facts.query';
import { type Telling, toldOnce } from '../evidence/told-twice.query';
import { knownVisits, visitCounts } from '../evidence/visits/visit-counts.query';
import { waybills } from '../parcel-links/one-parcel.query';
import { withKnownAt } from '../region-reads/known-at';
import type { DayDirection, DayMode } from './served-day';
import type { WrittenPart } from './written-codes.query';

/** A scan or visit that served a place on a day. */
export interface ScanOfDay {
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly kind: string;
  readonly direction: DayDirection;
  readonly mode: DayMode;
  readonly nodeId: string | null;
  readonly scanId: string | null;
  readonly trackingNumber: string | null;
  /** All numbers of the parcel, the one it is counted under first; none of a visit. */
  readonly waybills: string[];
  readonly visitId: string | null;
  readonly simulated: boolean;
  /** Makes the order total. */
  readonly key: string;
}

/** The scans and visits behind a day of a place, under all its codes, in the order in which they happened. */
@Injectable()
export class ScansOfDay {
  constructor(private readonly db: Database) {}

  async read(
    parts: readonly WrittenPart[],
    day: Day,
    twice: Telling,
    knownAt: Instant | undefined,
    after: { readonly occurredAt: Instant; readonly key: string } | undefined,
    limit: number,
  ): Promise<ScanOfDay[]> {
    const asked = [
      parts.flatMap(({ place, scans }) => (scans ? place : [])),
      day,
      after?.occurredAt ?? Number.MIN_SAFE_INTEGER,
      after?.key ?? '',
      limit,
      parts.flatMap(({ place, visits }) => (visits ? place : [])),
    ];
    const { params, parameter } = withKnownAt(asked, knownAt);
    const once = toldOnce('place', params, twice, parameter);
    return this.db.query(
      `SELECT * FROM (
         SELECT occurred_at AS "occurredAt", recorded_at AS "recordedAt", kind,
                coalesce(direction, 'unstated') AS direction,
                coalesce(mode, 'unstated') AS mode, node_id AS "nodeId",
                scan_id AS "scanId", tracking_number AS "trackingNumber", ${waybills(parameter)} AS waybills,
                NULL AS "visitId", simulated, tracking_number || ' ' || ordinal AS key
         FROM ${knownFacts(parameter)} f WHERE is_evidence AND place_code = ANY($1) AND day = $2
           AND ${once.sql}
         UNION ALL
         SELECT visited_at, recorded_at, 'visit', 'unstated', 'unstated', NULL, NULL, NULL, ARRAY[]::text[], visit_id, simulated,
                village_code || ' ' || visit_id
         FROM ${knownVisits(parameter)} v WHERE village_code = ANY($6) AND day = $2
           AND monday = date_trunc('week', $2::date)::date AND ${visitCounts(parameter)}) s
       WHERE ("occurredAt", key) > ($3::int8, $4 COLLATE "C")
       ORDER BY "occurredAt", key LIMIT $5`,
      once.params,
    );
  }
}
