import { Injectable } from '@nestjs/common';
import { type Tx, binaryArray } from '@youlu/persistence';
import type { ParcelFact } from './parcel-facts';

const FACT_COLUMNS = {
  tracking_number: 'text',
  ordinal: 'int2',
  scan_id: 'text',
  kind: 'text',
  node_id: 'text',
  place_code: 'text',
  occurred_at: 'int8',
  recorded_at: 'int8',
  day: 'date',
  verdict: 'text',
  withdrawn_at: 'int8',
  destination_code: 'text',
  is_evidence: 'boolean',
  is_rest: 'boolean',
  ends_day: 'date',
  simulated: 'boolean',
} as const;
const DERIVED = Object.keys(FACT_COLUMNS).slice(2);
const list = (of: (column: string) => string): string => DERIVED.map(of).join(', ');

/** Rows that say the same are left alone: most snapshots of a parcel change none or one of them. */
const REPLACE = `ON CONFLICT (tracking_number, ordinal) DO UPDATE
  SET ${list((c) => `${c} = EXCLUDED.${c}`)}
  WHERE (${list((c) => `parcel_facts.${c}`)}) IS DISTINCT FROM (${list((c) => `EXCLUDED.${c}`)})`;

@Injectable()
export class ParcelFactsRepository {
  /**
   * Notes the newest version of each parcel, in the given order (which is the order of locking).
   * Resolves to the parcels for which this is news.
   */
  async claimNewer(
    tx: Tx,
    parcels: readonly { trackingNumber: string; version: number; facts: number }[],
  ): Promise<Set<string>> {
    const rows = await tx.query<{ trackingNumber: string }>(
      `INSERT INTO parcels (tracking_number, version, facts)
       SELECT * FROM unnest($1::text[], $2::int4[], $3::int2[])
       ON CONFLICT (tracking_number) DO UPDATE
         SET version = EXCLUDED.version, facts = EXCLUDED.facts
         WHERE parcels.version < EXCLUDED.version
       RETURNING tracking_number AS "trackingNumber"`,
      [
        numbersOf(parcels),
        binaryArray(
          'int4',
          parcels.map((p) => p.version),
        ),
        factCountsOf(parcels),
      ],
    );
    return new Set(rows.map((row) => row.trackingNumber));
  }

  /** Replaces all facts of these parcels. */
  async replace(
    tx: Tx,
    parcels: readonly { trackingNumber: string; facts: number }[],
    facts: readonly ParcelFact[],
  ): Promise<void> {
    await tx.execute(
      `DELETE FROM parcel_facts f USING unnest($1::text[], $2::int2[]) AS p(tracking_number, facts)
       WHERE f.tracking_number = p.tracking_number AND f.ordinal >= p.facts`,
      [numbersOf(parcels), factCountsOf(parcels)],
    );
    await tx.insertMany('parcel_facts', FACT_COLUMNS, facts.map(rowOf), REPLACE);
  }
}

function numbersOf(parcels: readonly { trackingNumber: string }[]): Buffer {
  return binaryArray(
    'text',
    parcels.map((p) => p.trackingNumber),
  );
}

function factCountsOf(parcels: readonly { facts: number }[]): Buffer {
  return binaryArray(
    'int2',
    parcels.map((p) => p.facts),
  );
}

function rowOf(fact: ParcelFact): unknown[] {
  return [
    fact.trackingNumber,
    fact.ordinal,
    fact.scanId,
    fact.kind,
    fact.nodeId,
    fact.placeCode,
    fact.occurredAt,
    fact.recordedAt,
    fact.day,
    fact.verdict,
    fact.withdrawnAt,
    fact.destinationCode,
    fact.isEvidence,
    fact.isRest,
    fact.endsDay,
    fact.simulated,
  ];
}
