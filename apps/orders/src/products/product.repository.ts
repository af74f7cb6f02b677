import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { Product } from './product';

/** Rows of `products`. */
@Injectable()
export class ProductRepository {
  /** False if the id is taken. */
  async insert(tx: Tx, product: Product): Promise<boolean> {
    const inserted = await tx.execute(
      `insert into products
         (tenant, product_id, name, category, origin_codes, season_start, season_end, simulated)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        LOCAL_TENANT,
        product.productId,
        product.name,
        product.category,
        product.originCodes,
        product.seasonStart,
        product.seasonEnd,
        product.simulated,
      ],
    );
    return inserted === 1;
  }
}
