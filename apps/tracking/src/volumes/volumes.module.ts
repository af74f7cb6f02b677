import { Module } from '@nestjs/common';
import { trackingPersistence } from '../tracking.persistence';
import { CountVolumes } from './count-volumes.use-case';
import { VolumeCellRepository } from './volume-cell.repository';
import { VolumesController } from './volumes.controller';
import { ListVolumes } from './volumes.query';

/** How much moves: place × day × direction × product × kind, counted as parcels change. */
@Module({
  imports: [trackingPersistence],
  controllers: [VolumesController],
  providers: [VolumeCellRepository, CountVolumes, ListVolumes],
  exports: [CountVolumes],
})
export class VolumesModule {}
