import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Product } from './product';
import { ProductDiffers } from './product.errors';
import { ProductRepository } from './product.repository';
import { Products } from './products.query';

/** Puts a product into the catalogue; the same content again is no second product. */
@Injectable()
export class RegisterProduct {
  constructor(
    private readonly rows: ProductRepository,
    private readonly products: Products,
  ) {}

  async execute(tx: Tx, product: Product): Promise<Product> {
    if (await this.rows.insert(tx, product)) return product;
    const registered = await this.products.one(product.productId, tx);
    if (!isDeepStrictEqual(registered, product)) throw new ProductDiffers(product.productId);
    return product;
  }
}
