import { COUNTY_NODE } from './places.mjs';

/** Of services that others read all the time: what is asked, and what may be said of it besides 200. */
const READS = [
  (number) => ({ service: 'orders', path: `/v1/shipments/${number}` }),
  (number) => ({ service: 'orders', path: `/v1/shipments/${number}/links` }),
  (number) => ({ service: 'tracking', path: `/v1/parcels/${number}`, mayBeUnknown: true }),
  (number) => ({ service: 'routing', path: `/v1/itineraries/${number}`, mayBeUnknown: true }),
  () => ({ service: 'routing', path: `/v1/nodes/${COUNTY_NODE}` }),
  () => ({ service: 'coverage', path: '/v1/coverage/totals' }),
];

/** A read of one of these numbers, whose bookings were answered: orders knows them, others soon. */
export function readOf(random, booked) {
  const number = random.pick(booked);
  const reads = number === undefined ? READS.slice(-2) : READS;
  return random.pick(reads)(number);
}
