import { Module } from '@nestjs/common';
import { MerchantsModule } from '../merchants/merchants.module';
import { ordersHttp, ordersPersistence } from '../orders.persistence';
import { LeaseNumberBlock } from './lease-number-block.use-case';
import { LeasedNumbers } from './leased-numbers.query';
import { NumberBlockRepository } from './number-block.repository';
import { NumberBlocksController } from './number-blocks.controller';
import { PlatformNumbers } from './platform-numbers.use-case';

/** S10 numbers: blocks leased to merchants, and the platform's own for those who bring none. */
@Module({
  imports: [ordersPersistence, ordersHttp, MerchantsModule],
  controllers: [NumberBlocksController],
  providers: [NumberBlockRepository, LeaseNumberBlock, PlatformNumbers, LeasedNumbers],
  exports: [PlatformNumbers, LeasedNumbers],
})
export class NumbersModule {}
