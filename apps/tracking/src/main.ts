import { startService } from '@youlu/http';
import { TrackingModule } from './tracking.module';
import { trackingDefinition } from './tracking.persistence';

void startService(
  TrackingModule,
  {
    service: 'tracking',
    description: 'Where each parcel is: scans, states, volumes and exceptions.',
    defaultPort: 8083,
  },
  [trackingDefinition],
);
