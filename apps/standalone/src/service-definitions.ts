import type { ServiceDefinition } from '@youlu/persistence';
import { coverageDefinition } from '../../coverage/src';
import { ordersDefinition } from '../../orders/src';
import { routingDefinition } from '../../routing/src';
import { trackingDefinition } from '../../tracking/src';

/** What each context keeps; no order between them exists or is needed. */
export const SERVICE_DEFINITIONS: readonly ServiceDefinition[] = [
  ordersDefinition,
  routingDefinition,
  trackingDefinition,
  coverageDefinition,
];
