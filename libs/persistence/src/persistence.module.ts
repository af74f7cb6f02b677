import type { DynamicModule } from '@nestjs/common';
import type { ServiceDefinition } from './service-definition';

/** Gives a service its `Database`. */
export class PersistenceModule {
  /** Call once per app, in its `*.persistence.ts`, and import that constant wherever it is needed. */
  static forService(_definition: ServiceDefinition): DynamicModule {
    throw new Error('being written');
  }
}
