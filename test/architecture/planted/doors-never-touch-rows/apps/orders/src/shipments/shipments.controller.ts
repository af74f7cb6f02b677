export { row } from './shipment.repository';
