import { startService } from '@youlu/http';
import { StandaloneModule } from './standalone.module';

void startService(StandaloneModule, {
  service: 'standalone',
  description: 'Youlu: orders, routing, tracking and village coverage in one process',
  defaultPort: 8080,
});
