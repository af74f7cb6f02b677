import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { UnknownMerchant } from './merchant.errors';
import { MerchantRepository } from './merchant.repository';

/**
 * Takes the next numbers of each merchant's event sequence, under the lock of the merchant's row.
 *
 * The lock is held until the transaction ends, so numbers become visible in their order: whoever
 * has read up to n finds n + 1 next, or nothing yet. A rollback gives the numbers back. Call it as
 * the last thing before the commit, and once: every writer of this service locks shipments first
 * and merchants after.
 */
@Injectable()
export class TakeSequences {
  constructor(private readonly merchants: MerchantRepository) {}

  /** From merchant and how many, to the first number taken for each. */
  async execute(tx: Tx, counts: ReadonlyMap<string, number>): Promise<Map<string, number>> {
    if (counts.size > 1) await this.merchants.lock(tx, [...counts.keys()]);
    const taken = await this.merchants.takeSequences(tx, counts);
    const first = new Map<string, number>();
    for (const { merchantId, last } of taken) {
      first.set(merchantId, last - (counts.get(merchantId) ?? 0) + 1);
    }
    for (const merchantId of counts.keys()) {
      if (!first.has(merchantId)) throw new UnknownMerchant(merchantId);
    }
    return first;
  }
}
