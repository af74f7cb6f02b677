export { row } from '../shipments/shipment.repository';
