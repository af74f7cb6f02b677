import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import type { TrackingNumber } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import type { Link } from './link';

/** Which numbers are one parcel: a principal, the root, and all that is linked below it. */
@Injectable()
export class LinkedGroups {
  constructor(private readonly db: Database) {}

  /** The root of each of these numbers that is in a group; a root's is itself. */
  async rootsOf(
    tx: Tx,
    numbers: readonly TrackingNumber[],
  ): Promise<Map<TrackingNumber, TrackingNumber>> {
    // Where nobody links, every batch of thousands is spared the question.
    const any = await tx.query('select from shipment_links where tenant = $1 limit 1', [
      LOCAL_TENANT,
    ]);
    if (any.length === 0) return new Map();
    const rows = await tx.query<{ number: TrackingNumber; root: TrackingNumber }>(
      `select linked_number as number, root_number as root from shipment_links
       where tenant = $1 and linked_number = any($2::text[])
       union select root_number, root_number from shipment_links
       where tenant = $1 and root_number = any($2::text[])`,
      [LOCAL_TENANT, numbers],
    );
    return new Map(rows.map(({ number, root }) => [number, root]));
  }

  /** Everything linked below these roots, by root. */
  async membersOf(
    tx: Tx,
    roots: readonly TrackingNumber[],
  ): Promise<Map<TrackingNumber, TrackingNumber[]>> {
    const rows = await tx.query<{ root: TrackingNumber; members: TrackingNumber[] }>(
      `select root_number as root, array_agg(linked_number order by linked_number) as members
       from shipment_links where tenant = $1 and root_number = any($2::text[]) group by 1`,
      [LOCAL_TENANT, roots],
    );
    return new Map(rows.map(({ root, members }) => [root, members]));
  }

  /** What is linked to a number directly, in the order of the linked numbers. */
  async page(principalNumber: TrackingNumber, limit: number, cursor?: string): Promise<Page<Link>> {
    const after = decodeCursor(cursor, { linkedNumber: 'string' })?.linkedNumber ?? '';
    const rows = await this.db.query<Link>(
      `select principal_number as "principalNumber", linked_number as "linkedNumber", relation,
         linked_at as "linkedAt", simulated
       from shipment_links where tenant = $1 and principal_number = $2 and linked_number > $3
       order by linked_number limit $4`,
      [LOCAL_TENANT, principalNumber, after, limit + 1],
    );
    return pageOf(rows, limit, ({ linkedNumber }) => ({ linkedNumber }));
  }
}
