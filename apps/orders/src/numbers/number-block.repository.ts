import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import { type NumberBlock, SERIAL_MAX, type SerialRange } from './number-block';

/** Rows of `number_blocks`, and of `number_indicators`, whose lock a lease takes. */
@Injectable()
export class NumberBlockRepository {
  /** Until the transaction ends nobody else leases numbers of this indicator. */
  async lockIndicator(tx: Tx, serviceIndicator: string): Promise<void> {
    const key = [LOCAL_TENANT, serviceIndicator];
    await tx.execute(
      `insert into number_indicators (tenant, service_indicator) values ($1, $2)
       on conflict do nothing`,
      key,
    );
    await tx.query(
      `select 1 from number_indicators where tenant = $1 and service_indicator = $2
       for no key update`,
      key,
    );
  }

  async isFree(tx: Tx, range: SerialRange): Promise<boolean> {
    const taken = await tx.query(
      `select 1 from number_blocks
       where tenant = $1 and service_indicator = $2 and first_serial <= $4 and last_serial >= $3
       order by first_serial desc limit 1`,
      [LOCAL_TENANT, range.serviceIndicator, range.first, range.last],
    );
    return taken.length === 0;
  }

  /** The serial after the highest one leased, if `count` fit there; else the lowest gap they fit in. */
  async firstFree(tx: Tx, serviceIndicator: string, count: number): Promise<number | undefined> {
    const [highest] = await tx.query<{ last: number }>(
      `select last_serial as last from number_blocks
       where tenant = $1 and service_indicator = $2 order by first_serial desc limit 1`,
      [LOCAL_TENANT, serviceIndicator],
    );
    const next = highest === undefined ? 0 : highest.last + 1;
    if (next + count - 1 <= SERIAL_MAX) return next;
    const [gap] = await tx.query<{ first: number }>(
      `select gap.first from (
         select coalesce(lag(last_serial) over (order by first_serial) + 1, 0) as first,
                first_serial - 1 as last
         from number_blocks where tenant = $1 and service_indicator = $2) gap
       where gap.last - gap.first + 1 >= $3 order by gap.first limit 1`,
      [LOCAL_TENANT, serviceIndicator, count],
    );
    return gap?.first;
  }

  async insert(tx: Tx, block: NumberBlock): Promise<void> {
    await tx.execute(
      `insert into number_blocks
         (tenant, service_indicator, first_serial, last_serial, block_id, merchant_id)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        LOCAL_TENANT,
        block.serviceIndicator,
        block.first,
        block.last,
        block.blockId,
        block.merchantId,
      ],
    );
  }
}
