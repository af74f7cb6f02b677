import { Module } from '@nestjs/common';
import { ordersHttp, ordersPersistence } from '../orders.persistence';
import { FindMerchant } from './find-merchant.query';
import { MerchantRepository } from './merchant.repository';
import { MerchantsController } from './merchants.controller';
import { RegisterMerchant } from './register-merchant.use-case';
import { TakeSequences } from './take-sequences.use-case';

/** Who books parcels, and the row under whose lock a merchant's events are numbered. */
@Module({
  imports: [ordersPersistence, ordersHttp],
  controllers: [MerchantsController],
  providers: [MerchantRepository, RegisterMerchant, FindMerchant, TakeSequences],
  exports: [FindMerchant, TakeSequences],
})
export class MerchantsModule {}
