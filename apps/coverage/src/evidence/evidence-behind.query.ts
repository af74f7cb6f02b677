import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { withKnownAt } from '../region-reads/known-at';
import type { Stretch } from './evidence-in-window.query';
import { knownFacts } from './known-facts.query';
import { stationDays } from './station-days.query';
import { pointsOf } from './village-points.query';
import { visitCounts } from './visit-counts.query';

/** One parcel fact or visit behind a figure. */
export interface EvidenceItem {
  readonly day: Day;
  readonly occurredAt: Instant;
  readonly kind: string;
  readonly nodeId: string | null;
  readonly placeCode: string;
  readonly trackingNumber: string | null;
  readonly scanId: string | null;
  readonly visitId: string | null;
  /** Makes the order total: items of one instant go by it. */
  readonly key: string;
}

/** Where the page before ended. */
export interface After {
  readonly occurredAt: Instant;
  readonly key: string;
}

const FACT_COLUMNS = `f.day, f.occurred_at AS "occurredAt", f.kind, f.node_id AS "nodeId",
  f.place_code AS "placeCode", f.tracking_number AS "trackingNumber", f.scan_id AS "scanId",
  NULL AS "visitId", f.tracking_number || ' ' || f.ordinal AS key`;
const FACT_ORDER = `(f.occurred_at, f.tracking_number || ' ' || f.ordinal)`;

/** The days, parcels, scans and visits behind a figure, oldest first. */
@Injectable()
export class EvidenceBehind {
  constructor(private readonly db: Database) {}

  /** Parcels accepted or handed over in these villages. */
  async inVillages(
    villages: readonly string[],
    { from, to, knownAt }: Stretch,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const asked = [villages, from, to, ...afterOf(after), limit];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT ${FACT_COLUMNS} FROM ${knownFacts(parameter)} f
       WHERE f.is_evidence AND f.place_code = ANY($1) AND f.day BETWEEN $2 AND $3
         AND ${FACT_ORDER} > ($4::int8, $5 COLLATE "C")
       ORDER BY f.occurred_at, f.tracking_number || ' ' || f.ordinal LIMIT $6`,
      params,
    );
  }

  /** Parcels accepted or handed over at the stations of these townships. */
  async atStations(
    townships: readonly string[],
    { from, to, knownAt }: Stretch,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const asked = [townships, from, to, ...afterOf(after), limit];
    const stretch = [townships[0] ?? '', townships.at(-1) ?? ''];
    const { params, parameter } = withKnownAt([...asked, ...stretch], knownAt);
    return this.db.query(
      `SELECT ${FACT_COLUMNS} FROM ${knownFacts(parameter)} f
       JOIN (${stationDays(parameter)}) n
         ON n.node_id = f.node_id AND f.day >= n.from_day AND f.day < n.to_day
       WHERE f.is_evidence AND left(f.place_code, 9) = ANY($1) AND f.day BETWEEN $2 AND $3
         AND f.place_code >= $7 AND f.place_code < $8 || ':'
         AND ${FACT_ORDER} > ($4::int8, $5 COLLATE "C")
       ORDER BY f.occurred_at, f.tracking_number || ' ' || f.ordinal LIMIT $6`,
      params,
    );
  }

  /** Parcels accepted or handed over at points that stand in these villages. */
  async atVillagePoints(
    villages: readonly string[],
    { from, to, knownAt }: Stretch,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const asked = [villages, from, to, ...afterOf(after), limit];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT ${FACT_COLUMNS} FROM ${knownFacts(parameter)} f
       JOIN ${pointsOf(parameter)} p ON p.node_id = f.node_id AND p.place_code = f.place_code
       WHERE f.is_evidence AND f.place_code = ANY($1) AND f.day BETWEEN $2 AND $3
         AND ${FACT_ORDER} > ($4::int8, $5 COLLATE "C")
       ORDER BY f.occurred_at, f.tracking_number || ' ' || f.ordinal LIMIT $6`,
      params,
    );
  }

  /** Parcels accepted or handed over at these nodes. */
  async atNodes(
    nodeIds: readonly string[],
    { from, to, knownAt }: Stretch,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const asked = [nodeIds, from, to, ...afterOf(after), limit];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT ${FACT_COLUMNS} FROM ${knownFacts(parameter)} f
       WHERE f.is_evidence AND f.node_id = ANY($1) AND f.day BETWEEN $2 AND $3
         AND ${FACT_ORDER} > ($4::int8, $5 COLLATE "C")
       ORDER BY f.occurred_at, f.tracking_number || ' ' || f.ordinal LIMIT $6`,
      params,
    );
  }

  /** Parcels addressed to these villages that came to rest elsewhere and stayed there. */
  async stoppedElsewhere(
    villages: readonly string[],
    { from, to, knownAt }: Stretch,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const asked = [villages, from, to, ...afterOf(after), limit];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT ${FACT_COLUMNS} FROM ${knownFacts(parameter)} f
       WHERE f.is_rest AND f.destination_code = ANY($1) AND f.day BETWEEN $2 AND $3
         AND f.place_code <> f.destination_code AND (f.ends_day IS NULL OR f.ends_day > $3)
         AND ${FACT_ORDER} > ($4::int8, $5 COLLATE "C")
       ORDER BY f.occurred_at, f.tracking_number || ' ' || f.ordinal LIMIT $6`,
      params,
    );
  }

  /** Visits to these villages that count. */
  async visits(
    villages: readonly string[],
    { from, to, knownAt }: Stretch,
    after: After | undefined,
    limit: number,
  ): Promise<EvidenceItem[]> {
    const asked = [villages, from, to, ...afterOf(after), limit];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT v.day, v.visited_at AS "occurredAt", 'visit' AS kind, NULL AS "nodeId",
              v.village_code AS "placeCode", NULL AS "trackingNumber", NULL AS "scanId",
              v.visit_id AS "visitId", v.village_code || ' ' || v.visit_id AS key
       FROM visits v
       WHERE v.village_code = ANY($1) AND v.monday BETWEEN $2 AND $3
         AND ${visitCounts(parameter)}
         AND (v.visited_at, v.village_code || ' ' || v.visit_id) > ($4::int8, $5 COLLATE "C")
       ORDER BY v.visited_at, v.village_code || ' ' || v.visit_id LIMIT $6`,
      params,
    );
  }
}

function afterOf(after: After | undefined): [Instant, string] {
  return after === undefined ? [-1, ''] : [after.occurredAt, after.key];
}
