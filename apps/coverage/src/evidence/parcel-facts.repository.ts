import { Injectable } from '@nestjs/common';
import { type Tx, binaryColumn } from '@youlu/persistence';
import { type ParcelFact, digestOf } from './parcel-facts';

/** A parcel at some version, and what coverage keeps of it. */
export interface ClaimedParcel {
  readonly trackingNumber: string;
  readonly version: number;
  readonly facts: readonly ParcelFact[];
}

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
   * Resolves to the parcels of which this tells other facts than those that are kept.
   */
  async claimNewer(tx: Tx, parcels: readonly ClaimedParcel[]): Promise<Set<string>> {
    const rows = await tx.query<{ trackingNumber: string; differs: boolean }>(
      `INSERT INTO parcels (tracking_number, version, facts, digest)
       SELECT * FROM unnest($1::text[], $2::int4[], $3::int2[], $4::int8[])
       ON CONFLICT (tracking_number) DO UPDATE
         SET version = EXCLUDED.version, facts = EXCLUDED.facts, digest = EXCLUDED.digest
         WHERE parcels.version < EXCLUDED.version
       RETURNING tracking_number AS "trackingNumber", old.digest IS DISTINCT FROM new.digest AS differs`,
      [
        numbersOf(parcels),
        binaryColumn('int4', parcels, ({ version }) => version),
        factCountsOf(parcels),
        binaryColumn('int8', parcels, ({ facts }) => digestOf(facts)),
      ],
    );
    const differing = new Set<string>();
    for (const { trackingNumber, differs } of rows) if (differs) differing.add(trackingNumber);
    return differing;
  }

  /** Replaces all facts of these parcels. */
  async replace(tx: Tx, parcels: readonly ClaimedParcel[]): Promise<void> {
    await tx.execute(
      `DELETE FROM parcel_facts f USING unnest($1::text[], $2::int2[]) AS p(tracking_number, facts)
       WHERE f.tracking_number = p.tracking_number AND f.ordinal >= p.facts`,
      [numbersOf(parcels), factCountsOf(parcels)],
    );
    const facts = parcels.flatMap((parcel) => parcel.facts);
    await tx.insertMany('parcel_facts', FACT_COLUMNS, facts.map(rowOf), REPLACE);
  }
}

function numbersOf(parcels: readonly ClaimedParcel[]): Buffer {
  return binaryColumn('text', parcels, ({ trackingNumber }) => trackingNumber);
}

function factCountsOf(parcels: readonly ClaimedParcel[]): Buffer {
  return binaryColumn('int2', parcels, ({ facts }) => facts.length);
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
