import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { TrackingNumber } from '@youlu/vocabulary';
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

  /** Adds a link below `root`, and puts the group that the number was the root of there too. */
  async insert(tx: Tx, link: Link, root: TrackingNumber): Promise<void> {
    const { linkedNumber, principalNumber, relation, linkedAt, simulated } = link;
    await tx.execute(
      `insert into shipment_links
         (tenant, linked_number, principal_number, root_number, relation, linked_at, simulated)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [LOCAL_TENANT, linkedNumber, principalNumber, root, relation, linkedAt, simulated],
    );
    await tx.execute(
      'update shipment_links set root_number = $3 where tenant = $1 and root_number = $2',
      [LOCAL_TENANT, linkedNumber, root],
    );
  }
}
