import type { ServiceDefinition } from './service-definition';

/**
 * Makes the service's role and schema if they are missing, then runs the libraries' and the
 * service's migrations. Idempotent; two callers at once wait for each other.
 */
export async function migrateService(_url: string, _definition: ServiceDefinition): Promise<void> {
  throw new Error('being written');
}
