export { orders } from '../../../apps/orders/src/index';
