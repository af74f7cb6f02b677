import { startService } from '@youlu/http';
import { SERVICE_DEFINITIONS } from './service-definitions';
import { StandaloneModule } from './standalone.module';

void startService(
  StandaloneModule,
  {
    service: 'standalone',
    description: 'Youlu: orders, routing, tracking and village coverage in one process',
    defaultPort: 8080,
  },
  SERVICE_DEFINITIONS,
);
