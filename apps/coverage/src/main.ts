import { startService } from '@youlu/http';
import { CoverageModule } from './coverage.module';

void startService(CoverageModule, {
  service: 'coverage',
  description: 'Who is reached: register, declarations, evidence and the coverage of every place.',
  defaultPort: 8084,
});
