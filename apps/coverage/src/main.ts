import { startService } from '@youlu/http';
import { CoverageModule } from './coverage.module';
import { coverageDefinition } from './coverage.persistence';

void startService(
  CoverageModule,
  {
    service: 'coverage',
    description:
      'Who is reached: register, declarations, evidence and the coverage of every place.',
    defaultPort: 8084,
  },
  [coverageDefinition],
);
