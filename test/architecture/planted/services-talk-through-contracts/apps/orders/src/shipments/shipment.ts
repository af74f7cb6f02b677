export { parcel } from '../../../tracking/src/parcels/parcel';
