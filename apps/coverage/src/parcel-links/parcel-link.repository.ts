import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { ParcelLink, RootStretch } from './parcel-link';

/** Rows of `parcel_links`, and of `parcel_roots` that is made from them. */
@Injectable()
export class ParcelLinkRepository {
  /** Groups that two batches join must be seen by the second; links are rare, so they take turns. */
  async takeTurn(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('coverage.parcel_links'))`);
  }

  /** Resolves to the numbers that were not linked before. */
  async insert(tx: Tx, links: readonly ParcelLink[]): Promise<string[]> {
    const rows = await tx.query<{ linkedNumber: string }>(
      `INSERT INTO parcel_links (linked_number, principal_number, recorded_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int8[])
       ON CONFLICT (linked_number) DO NOTHING RETURNING linked_number AS "linkedNumber"`,
      [
        links.map(({ linkedNumber }) => linkedNumber),
        links.map(({ principalNumber }) => principalNumber),
        links.map(({ recordedAt }) => recordedAt),
      ],
    );
    return rows.map(({ linkedNumber }) => linkedNumber);
  }

  /** All links of the groups that these numbers are in. */
  async linksOfGroups(tx: Tx, numbers: readonly string[]): Promise<ParcelLink[]> {
    return tx.query(
      `WITH RECURSIVE members(number) AS (
         SELECT unnest($1::text[]) COLLATE "C"
         UNION
         SELECT next.number FROM members m CROSS JOIN LATERAL (
           SELECT principal_number AS number FROM parcel_links WHERE linked_number = m.number
           UNION ALL
           SELECT linked_number FROM parcel_links WHERE principal_number = m.number) next)
       SELECT linked_number AS "linkedNumber", principal_number AS "principalNumber",
              recorded_at AS "recordedAt"
       FROM parcel_links JOIN members ON number = linked_number ORDER BY linked_number`,
      [numbers],
    );
  }

  async all(tx: Tx): Promise<ParcelLink[]> {
    return tx.query(
      `SELECT linked_number AS "linkedNumber", principal_number AS "principalNumber",
              recorded_at AS "recordedAt"
       FROM parcel_links ORDER BY linked_number`,
    );
  }

  /** @param forgotten numbers of which nothing stays but what the stretches say */
  async replaceRoots(
    tx: Tx,
    stretches: readonly RootStretch[],
    forgotten: readonly string[] = [],
  ): Promise<void> {
    const numbers = stretches.map(({ trackingNumber }) => trackingNumber);
    await tx.execute('DELETE FROM parcel_roots WHERE tracking_number = ANY($1::text[])', [
      [...forgotten, ...numbers],
    ]);
    await tx.execute(
      `INSERT INTO parcel_roots (tracking_number, root_number, known_from, known_to)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[])`,
      [
        numbers,
        stretches.map(({ rootNumber }) => rootNumber),
        stretches.map(({ knownFrom }) => knownFrom),
        stretches.map(({ knownTo }) => knownTo),
      ],
    );
  }
}
