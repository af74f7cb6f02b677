import { startService } from '@youlu/http';
import { TrackingModule } from './tracking.module';

void startService(TrackingModule, {
  service: 'tracking',
  description: 'Where each parcel is: scans, states, volumes and exceptions.',
  defaultPort: 8083,
});
