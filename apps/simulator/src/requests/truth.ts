import { stringify } from 'csv-stringify/sync';
import type { Planted } from '../load/disturbance';

/** truth.csv: every disturbance that was planted, sorted by kind and key. */
export function truthCsv(planted: readonly Planted[]): string {
  return stringify(
    planted.map(({ kind, key, place, time, note }) => [kind, key, place, time, note]),
    { header: true, columns: ['kind', 'key', 'place', 'business_time', 'note'] },
  );
}
