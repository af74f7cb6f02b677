import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { Merchant } from './merchant';

/** Rows of `merchants`. */
@Injectable()
export class MerchantRepository {
  /** False if the id is taken. */
  async insert(tx: Tx, merchant: Merchant): Promise<boolean> {
    const inserted = await tx.execute(
      `insert into merchants (tenant, merchant_id, name, simulated) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [LOCAL_TENANT, merchant.merchantId, merchant.name, merchant.simulated],
    );
    return inserted === 1;
  }

  /** Locks in the order of the ids, so that two transactions never wait for each other crosswise. */
  async lock(tx: Tx, merchantIds: readonly string[]): Promise<void> {
    await tx.query(
      `select 1 from merchants where tenant = $1 and merchant_id = any($2::text[])
       order by merchant_id for no key update`,
      [LOCAL_TENANT, merchantIds],
    );
  }

  /** Moves each merchant's sequence on; answers the last number it took. */
  async takeSequences(
    tx: Tx,
    counts: ReadonlyMap<string, number>,
  ): Promise<{ merchantId: string; last: number }[]> {
    return tx.query(
      `update merchants m set last_sequence = m.last_sequence + n.count
       from unnest($2::text[], $3::int[]) as n (merchant_id, count)
       where m.tenant = $1 and m.merchant_id = n.merchant_id
       returning m.merchant_id as "merchantId", m.last_sequence as last`,
      [LOCAL_TENANT, [...counts.keys()], [...counts.values()]],
    );
  }
}
