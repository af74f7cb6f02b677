import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { OtherCode } from '../base-register/other-codes';
import { ALWAYS_FROM, ALWAYS_TO, type WrittenCode } from '../base-register/written-code';
import { waybills } from '../parcel-links/one-parcel.query';
import { withKnownAt } from '../region-reads/known-at';
import type { Stretch } from './evidence-in-window.query';
import { knownFacts } from './known-facts.query';
import { restsElsewhere } from './rests-elsewhere.query';
import { stationDays } from './nodes/station-days.query';
import { type Telling, toldOnce } from './told-twice.query';
import { pointsOf } from './nodes/village-points.query';
import { knownVisits, visitCounts } from './visits/visit-counts.query';

/** One parcel fact or visit behind a figure. */
export interface EvidenceItem {
  readonly day: Day;
  readonly occurredAt: Instant;
  readonly kind: string;
  readonly nodeId: string | null;
  readonly placeCode: string;
  readonly trackingNumber: string | null;
  /** All numbers of the parcel, the one it is counted under first; none of a visit. */
  readonly waybills: string[];
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
  NULL AS "visitId"`;
const FACT_KEY = `f.tracking_number || ' ' || f.ordinal`;

/** A page of a list: which facts or visits, of which days, from where on, and how many. */
export interface PageAsked extends Stretch {
  /** What of several waybills is one line. */
  readonly twice: Telling;
  readonly after: After | undefined;
  readonly limit: number;
}

/** The days, parcels, scans and visits behind a figure, oldest first. */
@Injectable()
export class EvidenceBehind {
  constructor(private readonly db: Database) {}

  /** Parcels accepted or handed over in these villages. */
  async inVillages(villages: readonly WrittenCode[], page: PageAsked): Promise<EvidenceItem[]> {
    return this.facts(page, codesOf(villages), () => ({
      by: 'place',
      where: `f.is_evidence AND ${isWritten('f.place_code')}`,
    }));
  }

  /** Parcels accepted or handed over at the stations of these townships. */
  async atStations(townships: readonly WrittenCode[], page: PageAsked): Promise<EvidenceItem[]> {
    const codes = townships.map(({ code }) => code).sort();
    const params = [...codesOf(townships), codes[0] ?? '', codes.at(-1) ?? ''];
    return this.facts(page, params, (parameter) => ({
      by: 'station',
      join: `JOIN (${stationDays(parameter)}) n
        ON n.node_id = f.node_id AND f.day >= n.from_day AND f.day < n.to_day`,
      where: `f.is_evidence AND ${isWritten('left(f.place_code, 9)')}
        AND f.place_code >= $9 AND f.place_code < $10 || ':'`,
    }));
  }

  /** Parcels accepted or handed over at points that stand in these villages. */
  async atVillagePoints(
    villages: readonly WrittenCode[],
    page: PageAsked,
  ): Promise<EvidenceItem[]> {
    return this.facts(page, codesOf(villages), (parameter) => ({
      by: 'point',
      join: `JOIN ${pointsOf(parameter)} p
        ON p.node_id = f.node_id AND p.place_code = f.place_code`,
      where: `f.is_evidence AND ${isWritten('f.place_code')}`,
    }));
  }

  /** Parcels accepted or handed over at these nodes. */
  async atNodes(nodeIds: readonly string[], page: PageAsked): Promise<EvidenceItem[]> {
    return this.facts(page, [nodeIds], () => ({
      by: 'target',
      where: 'f.is_evidence AND f.node_id = ANY($6)',
    }));
  }

  /** Parcels addressed to these villages that came to rest elsewhere and stayed there. */
  async stoppedElsewhere(
    villages: readonly WrittenCode[],
    otherCodes: readonly OtherCode[],
    page: PageAsked,
  ): Promise<EvidenceItem[]> {
    const elsewhere = restsElsewhere(9, otherCodes);
    return this.facts(page, [...codesOf(villages), ...elsewhere.params], () => ({
      by: 'rest',
      where: `f.is_rest AND ${isWritten('f.destination_code')} AND ${elsewhere.sql}
        AND (f.ends_day IS NULL OR f.ends_day > $2)`,
    }));
  }

  /** Visits to these villages that count; their codes are read by the Monday of the week. */
  async visits(villages: readonly WrittenCode[], page: PageAsked): Promise<EvidenceItem[]> {
    const asked = [...pageParams(page), ...codesOf(villages)];
    const { params, parameter } = withKnownAt(asked, page.knownAt);
    const key = `v.village_code || ' ' || v.visit_id`;
    return this.db.query(
      `SELECT v.day, v.visited_at AS "occurredAt", 'visit' AS kind, NULL AS "nodeId",
              v.village_code AS "placeCode", NULL AS "trackingNumber", NULL AS "scanId",
              v.visit_id AS "visitId", ARRAY[]::text[] AS waybills, ${key} AS key
       FROM ${knownVisits(parameter)} v
       WHERE ${isWritten('v.village_code', 'v.monday')} AND v.monday BETWEEN $1 AND $2
         AND ${visitCounts(parameter)} AND (v.visited_at, ${key}) > ($3::int8, $4 COLLATE "C")
       ORDER BY v.visited_at, ${key} LIMIT $5`,
      params,
    );
  }

  /** @param of what is to be joined and asked of the facts `f`; parameters from $6 on are its own */
  private async facts(
    page: PageAsked,
    own: readonly unknown[],
    of: (knownAtParameter: number | undefined) => {
      readonly join?: string;
      readonly where: string;
      /** What of several waybills is one line. */
      readonly by: Parameters<typeof toldOnce>[0];
    },
  ): Promise<EvidenceItem[]> {
    const { params, parameter } = withKnownAt([...pageParams(page), ...own], page.knownAt);
    const { join = '', where, by } = of(parameter);
    const once = toldOnce(by, params, page.twice, parameter);
    return this.db.query(
      `SELECT ${FACT_COLUMNS}, ${waybills(parameter)} AS waybills, ${FACT_KEY} AS key
       FROM ${knownFacts(parameter)} f ${join}
       WHERE ${where} AND f.day BETWEEN $1 AND $2 AND ${once.sql}
         AND (f.occurred_at, ${FACT_KEY}) > ($3::int8, $4 COLLATE "C")
       ORDER BY f.occurred_at, ${FACT_KEY} LIMIT $5`,
      once.params,
    );
  }
}

/** $1 to $5: the days, where the page before ended, and how many. */
function pageParams({ from, to, after, limit }: PageAsked): unknown[] {
  return [from, to, after?.occurredAt ?? -1, after?.key ?? '', limit];
}

/** $6 to $8: codes, and when they are those of the units asked about. */
function codesOf(written: readonly WrittenCode[]): unknown[] {
  return [
    written.map(({ code }) => code),
    written.map(({ from }) => from ?? ALWAYS_FROM),
    written.map(({ to }) => to ?? ALWAYS_TO),
  ];
}

/** SQL: a code of $6 at a time at which it is that of a unit asked about; the first half finds it. */
function isWritten(column: string, day = 'f.day'): string {
  return `${column} = ANY($6) AND EXISTS (
    SELECT FROM unnest($6::text[], $7::date[], $8::date[]) AS w(code, first, last)
    WHERE w.code = ${column} AND ${day} BETWEEN w.first AND w.last)`;
}
