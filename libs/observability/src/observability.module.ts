import { Global, Module } from '@nestjs/common';
import { InFlightRegistry } from './in-flight';
import { JsonLogger, logger } from './logger';
import { Metrics } from './metrics';
import { ReadinessRegistry } from './readiness';

/**
 * Logger, metrics, readiness and in-flight counts, one of each per process. `createService` adds
 * it; a test without `createService` imports it. Inject `JsonLogger`, `Metrics`,
 * `ReadinessRegistry` or `InFlightRegistry` anywhere.
 */
@Global()
@Module({
  providers: [
    { provide: JsonLogger, useFactory: logger },
    Metrics,
    ReadinessRegistry,
    InFlightRegistry,
  ],
  exports: [JsonLogger, Metrics, ReadinessRegistry, InFlightRegistry],
})
export class ObservabilityModule {}
