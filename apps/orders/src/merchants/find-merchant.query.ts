import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { Merchant } from './merchant';
import { UnknownMerchant } from './merchant.errors';

@Injectable()
export class FindMerchant {
  constructor(private readonly db: Database) {}

  /** @throws UnknownMerchant */
  async execute(merchantId: string, reader: Pick<Tx, 'query'> = this.db): Promise<Merchant> {
    const [merchant] = await reader.query<Merchant>(
      `select merchant_id as "merchantId", name, simulated from merchants
       where tenant = $1 and merchant_id = $2`,
      [LOCAL_TENANT, merchantId],
    );
    if (merchant === undefined) throw new UnknownMerchant(merchantId);
    return merchant;
  }
}
