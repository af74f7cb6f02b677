import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { TrackingNumber } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import type { Serial } from './number-block';

/** Which numbers a merchant may use. */
@Injectable()
export class LeasedNumbers {
  constructor(private readonly db: Database) {}

  /** Of these serials, the numbers that lie in a block leased to the merchant. */
  async execute(
    merchantId: string,
    serials: readonly Serial[],
    reader: Pick<Tx, 'query'> = this.db,
  ): Promise<Set<TrackingNumber>> {
    if (serials.length === 0) return new Set();
    const rows = await reader.query<{ number: TrackingNumber }>(
      `select n.number
       from unnest($3::text[], $4::text[], $5::int[]) as n (number, indicator, serial)
       cross join lateral (
         select b.merchant_id, b.last_serial from number_blocks b
         where b.tenant = $1 and b.service_indicator = n.indicator and b.first_serial <= n.serial
         order by b.first_serial desc limit 1) block
       where block.merchant_id = $2 and n.serial <= block.last_serial`,
      [
        LOCAL_TENANT,
        merchantId,
        serials.map((s) => s.trackingNumber),
        serials.map((s) => s.serviceIndicator),
        serials.map((s) => s.serial),
      ],
    );
    return new Set(rows.map(({ number }) => number));
  }
}
