import { Module } from '@nestjs/common';
import { ParcelsModule } from '../parcels/parcels.module';
import { RoundsModule } from '../rounds/rounds.module';
import { ExceptionsController } from './exceptions.controller';
import { ListExceptions } from './exceptions.query';

/** What an operator should look at today: missed rounds, and stuck, stray or parked parcels. */
@Module({
  imports: [ParcelsModule, RoundsModule],
  controllers: [ExceptionsController],
  providers: [ListExceptions],
})
export class ExceptionsModule {}
