// The whole tracking service in a process whose scan writer can be sent back to the beginning.
import { migrateService } from '@youlu/persistence';
import { TrackingModule } from '../../../apps/tracking/src/tracking.module';
import { trackingDefinition } from '../../../apps/tracking/src/tracking.persistence';
import { serveCalls } from '../load/calls';
import { RewoundConsumer } from './rewound-consumer';
import { servePart } from './serving';

let writer: RewoundConsumer;

serveCalls({
  async start({ topic }: { topic: string }) {
    await migrateService(process.env.DATABASE_URL ?? '', trackingDefinition);
    const { app } = await servePart(TrackingModule, 'tracking');
    writer = new RewoundConsumer(app, 'tracking.scan-writer', topic);
  },
  rewind: () => writer.rewind(),
  progress: () => writer.progress(),
});
