import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant, TrackingNumber } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import type { Link } from './link';

const LINK_COLUMNS = `principal_number as "principalNumber", linked_number as "linkedNumber",
  relation, linked_at as "linkedAt", simulated`;

/** Rows of `shipment_links`. */
@Injectable()
export class LinkRepository {
  async find(tx: Tx, linkedNumber: TrackingNumber): Promise<Link | undefined> {
    const [link] = await tx.query<Link>(
      `select ${LINK_COLUMNS} from shipment_links where tenant = $1 and linked_number = $2`,
      [LOCAL_TENANT, linkedNumber],
    );
    return link;
  }

  /** How many numbers are linked below these roots, all together. */
  async countBelow(tx: Tx, roots: readonly TrackingNumber[]): Promise<number> {
    const [counted] = await tx.query<{ n: number }>(
      `select count(*)::int as n from shipment_links
       where tenant = $1 and root_number = any($2::text[])`,
      [LOCAL_TENANT, roots],
    );
    return counted?.n ?? 0;
  }

  /** Adds a link below `root`, and puts the group that the number was the root of there too. */
  async insert(tx: Tx, link: Link, root: TrackingNumber, now: Instant): Promise<void> {
    const { linkedNumber, principalNumber, relation, linkedAt, simulated } = link;
    await tx.execute(
      `insert into shipment_links
         (tenant, linked_number, principal_number, root_number, relation, linked_at, simulated,
          recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [LOCAL_TENANT, linkedNumber, principalNumber, root, relation, linkedAt, simulated, now],
    );
    await tx.execute(
      'update shipment_links set root_number = $3 where tenant = $1 and root_number = $2',
      [LOCAL_TENANT, linkedNumber, root],
    );
  }

  /** Links after a number, in order, each with the moment it was noted: now, where that was not kept. */
  async recordedAfter(
    tx: Tx,
    after: string,
    limit: number,
    now: Instant,
  ): Promise<(Link & { readonly recordedAt: Instant })[]> {
    return tx.query(
      `with next as (
         select linked_number from shipment_links
         where tenant = $1 and linked_number > $2 order by linked_number limit $3),
       noted as (
         update shipment_links set recorded_at = coalesce(recorded_at, $4)
         where tenant = $1 and linked_number in (select linked_number from next)
         returning ${LINK_COLUMNS}, recorded_at as "recordedAt")
       select * from noted order by "linkedNumber"`,
      [LOCAL_TENANT, after, limit, now],
    );
  }
}
