import { type Day } from '@youlu/vocabulary';
import type { PublicApi } from './public-api.client';
import { EXCEPTION_KINDS, type ExceptionGroup, type Totals, type VolumeSum } from './report-model';
import { THEN, sorted } from './sorted';

const PLACES_SHOWN = 5;

export async function readVolumes(
  api: PublicApi,
  query: { place: string; from: Day; to: Day },
): Promise<VolumeSum[]> {
  const cells = await api.all<VolumeSum>('tracking', '/v1/volumes', query);
  const sums = new Map<string, VolumeSum>();
  for (const { day, direction, kind, parcels } of cells) {
    const key = `${day}|${direction}|${kind}`;
    const sum = sums.get(key) ?? { day, direction, kind, parcels: 0 };
    sum.parcels += parcels;
    sums.set(key, sum);
  }
  return sorted([...sums.values()], (sum) => [sum.day, sum.direction, sum.kind].join(THEN));
}

export async function readExceptions(
  api: PublicApi,
  place: string,
  asOf: Day,
): Promise<ExceptionGroup[]> {
  const groups: ExceptionGroup[] = [];
  for (const kind of EXCEPTION_KINDS) {
    const items = await api.all<{ placeCode?: string }>('tracking', '/v1/exceptions', {
      kind,
      place,
      asOf,
    });
    const counts = new Map<string, number>();
    for (const { placeCode = '' } of items) counts.set(placeCode, (counts.get(placeCode) ?? 0) + 1);
    const places = sorted(
      [...counts].map(([placeCode, count]) => ({ placeCode, count })),
      ({ placeCode, count }) => String(1e9 - count).padStart(10, '0') + THEN + placeCode,
    );
    groups.push({ kind, count: items.length, places: places.slice(0, PLACES_SHOWN) });
  }
  return groups;
}

/** What the doors took is the simulator's count, as only the sender knows each row once. */
export async function readTotals(
  api: PublicApi,
  summary: Readonly<Record<string, number>>,
): Promise<Totals> {
  const orders = await api.get<{ shipments: number }>('orders', '/v1/orders/totals');
  const routing = await api.get<{ visitsStored: number }>('routing', '/v1/routing/totals');
  const coverage = await api.get<{ visitsParked: number }>('coverage', '/v1/coverage/totals');
  const tracking = await api.get<{
    parcels: number;
    scansStored: number;
    scansParked: number;
    byState: Record<string, number>;
  }>('tracking', '/v1/tracking/totals');
  const counted = (name: string): number => summary[name] ?? 0;
  return {
    scans: {
      accepted: counted('scansAccepted'),
      stored: tracking.scansStored,
      rejected: counted('scansRejected'),
      parked: tracking.scansParked,
    },
    visits: {
      accepted: counted('visitsAccepted'),
      stored: routing.visitsStored,
      rejected: counted('visitsRejected'),
      // The door stores a visit itself; what coverage could not take from the log waits there.
      parked: coverage.visitsParked,
    },
    parcels: tracking.parcels,
    shipments: orders.shipments,
    parcelsByState: Object.fromEntries(
      sorted(Object.entries(tracking.byState), ([state]) => state),
    ),
  };
}
