import { Module } from '@nestjs/common';
import { ordersHttp, ordersPersistence } from '../orders.persistence';
import { ProductRepository } from './product.repository';
import { ProductsController } from './products.controller';
import { Products } from './products.query';
import { RegisterProduct } from './register-product.use-case';

/** The catalogue: what is sold, where it grows, when. */
@Module({
  imports: [ordersPersistence, ordersHttp],
  controllers: [ProductsController],
  providers: [ProductRepository, RegisterProduct, Products],
  exports: [Products],
})
export class ProductsModule {}
