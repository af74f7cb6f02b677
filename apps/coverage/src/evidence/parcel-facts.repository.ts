import { Injectable } from '@nestjs/common';
import { type Tx, binaryColumn } from '@youlu/persistence';
import type { EvidenceOfDay } from '../village-days/served-day';
import { type FormerFact, type ParcelFact, digestOf } from './parcel-facts';

/** A parcel at some version, and what coverage keeps of it. */
export interface ClaimedParcel {
  readonly trackingNumber: string;
  readonly version: number;
  readonly facts: readonly ParcelFact[];
  readonly former: readonly FormerFact[];
}

type Columns<Row> = Readonly<Record<string, readonly [type: string, of: (row: Row) => unknown]>>;

const TOLD: Columns<ParcelFact | FormerFact> = {
  tracking_number: ['text', (fact) => fact.trackingNumber],
  ordinal: ['int2', (fact) => fact.ordinal],
  scan_id: ['text', (fact) => fact.scanId],
  kind: ['text', (fact) => fact.kind],
  node_id: ['text', (fact) => fact.nodeId],
  place_code: ['text', (fact) => fact.placeCode],
  occurred_at: ['int8', (fact) => fact.occurredAt],
  recorded_at: ['int8', (fact) => fact.recordedAt],
  day: ['date', (fact) => fact.day],
  verdict: ['text', (fact) => fact.verdict],
  direction: ['text', (fact) => fact.direction],
  destination_code: ['text', (fact) => fact.destinationCode],
  is_evidence: ['boolean', (fact) => fact.isEvidence],
  is_rest: ['boolean', (fact) => fact.isRest],
  ends_day: ['date', (fact) => fact.endsDay],
  known_from: ['int8', (fact) => fact.knownFrom],
  simulated: ['boolean', (fact) => fact.simulated],
  consent: ['boolean', (fact) => fact.consent],
  proof: ['text', (fact) => fact.proof],
  fee_cents: ['int4', (fact) => fact.feeCents],
  mode: ['text', (fact) => fact.mode],
};
const FACT_COLUMNS: Columns<ParcelFact> = {
  ...TOLD,
  withdrawn_at: ['int8', (fact) => fact.withdrawnAt],
  end_known_from: ['int8', (fact) => fact.endKnownFrom],
};
const FORMER_COLUMNS: Columns<FormerFact> = { ...TOLD, known_to: ['int8', (f) => f.knownTo] };

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
        binaryColumn('int8', parcels, ({ facts, former }) => digestOf(facts, former)),
      ],
    );
    const differing = new Set<string>();
    for (const { trackingNumber, differs } of rows) if (differs) differing.add(trackingNumber);
    return differing;
  }

  /** What of these parcels is evidence, as it is kept. */
  async evidenceOf(tx: Tx, parcels: readonly ClaimedParcel[]): Promise<EvidenceOfDay[]> {
    return tx.query(
      `SELECT place_code AS "placeCode", day, kind, direction, mode, simulated FROM parcel_facts
       WHERE is_evidence AND tracking_number = ANY($1::text[])`,
      [numbersOf(parcels)],
    );
  }

  /** Replaces all facts of these parcels, and all that was known of them before. */
  async replace(tx: Tx, parcels: readonly ClaimedParcel[]): Promise<void> {
    await tx.execute(
      `DELETE FROM parcel_facts f USING unnest($1::text[], $2::int2[]) AS p(tracking_number, facts)
       WHERE f.tracking_number = p.tracking_number AND f.ordinal >= p.facts`,
      [numbersOf(parcels), factCountsOf(parcels)],
    );
    await tx.execute(
      `DELETE FROM former_facts f USING unnest($1::text[]) AS p(tracking_number)
       WHERE f.tracking_number = p.tracking_number`,
      [numbersOf(parcels)],
    );
    const facts = parcels.flatMap((parcel) => parcel.facts);
    await insert(tx, 'parcel_facts', FACT_COLUMNS, facts, REPLACE);
    const former = parcels.flatMap((parcel) => parcel.former);
    if (former.length > 0) await insert(tx, 'former_facts', FORMER_COLUMNS, former);
  }
}

function insert<Row>(
  tx: Tx,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
  conflict?: string,
): Promise<number> {
  const types = Object.fromEntries(Object.entries(columns).map(([name, [type]]) => [name, type]));
  const readers = Object.values(columns).map(([, of]) => of);
  const values = rows.map((row) => readers.map((of) => of(row)));
  return tx.insertMany(table, types, values, conflict);
}

function numbersOf(parcels: readonly ClaimedParcel[]): Buffer {
  return binaryColumn('text', parcels, ({ trackingNumber }) => trackingNumber);
}

function factCountsOf(parcels: readonly ClaimedParcel[]): Buffer {
  return binaryColumn('int2', parcels, ({ facts }) => facts.length);
}
