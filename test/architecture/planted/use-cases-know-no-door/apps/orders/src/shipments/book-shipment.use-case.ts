export { door } from './shipments.controller';
