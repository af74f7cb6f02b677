import { outboxBesideService } from '@youlu/messaging';
import { runRebuild } from '@youlu/persistence';
import { RecountVolumes } from './parcels/recounts/recount-volumes.use-case';
import { RefoldParcels } from './parcels/recounts/refold-parcels.use-case';
import { CountVolumes } from './volumes/count-volumes.use-case';
import { VolumeCellRepository } from './volumes/volume-cell.repository';

runRebuild('tracking', {
  parcels: new RefoldParcels(outboxBesideService('tracking')),
  volumes: new RecountVolumes(new CountVolumes(new VolumeCellRepository())),
});
