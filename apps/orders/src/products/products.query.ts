import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { Product } from './product';
import { UnknownProduct } from './product.errors';
import type { Season } from './season';

const PRODUCT_COLUMNS = `product_id as "productId", name, category,
  origin_codes as "originCodes", season_start as "seasonStart", season_end as "seasonEnd", simulated`;

/** Reads of the catalogue. */
@Injectable()
export class Products {
  constructor(private readonly db: Database) {}

  /** @throws UnknownProduct */
  async one(productId: string, reader: Pick<Tx, 'query'> = this.db): Promise<Product> {
    const [product] = await reader.query<Product>(
      `select ${PRODUCT_COLUMNS} from products where tenant = $1 and product_id = $2`,
      [LOCAL_TENANT, productId],
    );
    if (product === undefined) throw new UnknownProduct(productId);
    return product;
  }

  /** In the order of their ids. */
  async page(limit: number, cursor?: string): Promise<Page<Product>> {
    const after = decodeCursor(cursor, { productId: 'string' })?.productId ?? '';
    const rows = await this.db.query<Product>(
      `select ${PRODUCT_COLUMNS} from products where tenant = $1 and product_id > $2
       order by product_id limit $3`,
      [LOCAL_TENANT, after, limit + 1],
    );
    return pageOf(rows, limit, ({ productId }) => ({ productId }));
  }

  /** The season of each, in the order of the ids. @throws UnknownProduct */
  async seasons(productIds: readonly string[]): Promise<Season[]> {
    const rows = await this.db.query<Season & { productId: string }>(
      `select product_id as "productId", season_start as "seasonStart", season_end as "seasonEnd"
       from products where tenant = $1 and product_id = any($2::text[])`,
      [LOCAL_TENANT, productIds],
    );
    const seasons = new Map(rows.map((row) => [row.productId, row]));
    return productIds.map((productId) => {
      const season = seasons.get(productId);
      if (season === undefined) throw new UnknownProduct(productId);
      return season;
    });
  }

  /** Those of the ids that are registered. */
  async known(reader: Pick<Tx, 'query'>, productIds: readonly string[]): Promise<Set<string>> {
    if (productIds.length === 0) return new Set();
    const rows = await reader.query<{ productId: string }>(
      `select product_id as "productId" from products
       where tenant = $1 and product_id = any($2::text[])`,
      [LOCAL_TENANT, productIds],
    );
    return new Set(rows.map(({ productId }) => productId));
  }
}
