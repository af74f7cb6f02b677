import type { ServiceOptions } from '@youlu/http';

/** How orders presents itself when it runs alone; PORT overrides the port. */
export const ordersService: ServiceOptions = {
  service: 'orders',
  description: 'Who sends what: merchants, products, projects, tracking numbers and shipments.',
  defaultPort: 8081,
};
