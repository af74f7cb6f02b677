import type { ServiceOptions } from '@youlu/http';

/** How routing presents itself when it runs alone; PORT overrides the port. */
export const routingService: ServiceOptions = {
  service: 'routing',
  description: 'How it should go: the network, mail rounds and visits, and a plan for each parcel.',
  defaultPort: 8082,
};
