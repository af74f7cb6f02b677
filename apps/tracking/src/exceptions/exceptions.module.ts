import { Module } from '@nestjs/common';
import { ParcelsModule } from '../parcels/parcels.module';
import { RoundsModule } from '../rounds/rounds.module';
import { ExceptionsController } from './exceptions.controller';
import { ListExceptions } from './exceptions.query';
import { FindParcelExceptions } from './parcel-exceptions.query';
import { StuckParcelsController } from './stuck-parcels.controller';
import { GroupStuckParcels } from './stuck-parcels.query';

/** What an operator should look at today: missed rounds, and stuck, stray or parked parcels. */
@Module({
  imports: [ParcelsModule, RoundsModule],
  controllers: [ExceptionsController, StuckParcelsController],
  providers: [FindParcelExceptions, ListExceptions, GroupStuckParcels],
})
export class ExceptionsModule {}
