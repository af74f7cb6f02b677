import { Injectable } from '@nestjs/common';
import type { ItinerarySnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';

const COLUMNS = {
  tracking_number: 'text',
  version: 'int4',
  outcome: 'text',
  legs: 'jsonb',
} as const;

/** Rows of `itineraries`: the plan's legs, read by the timeline only. */
@Injectable()
export class ItineraryRepository {
  /** Keeps the highest version of each; call after the parcels are locked. */
  async keep(tx: Tx, itineraries: readonly ItinerarySnapshot[]): Promise<void> {
    const newest = new Map<string, ItinerarySnapshot>();
    for (const itinerary of itineraries) {
      const known = newest.get(itinerary.trackingNumber);
      if (!known || known.version < itinerary.version) {
        newest.set(itinerary.trackingNumber, itinerary);
      }
    }
    const sorted = [...newest.values()].sort((a, b) =>
      a.trackingNumber < b.trackingNumber ? -1 : 1,
    );
    await tx.insertMany(
      'itineraries',
      COLUMNS,
      sorted.map((i) => [i.trackingNumber, i.version, i.outcome, i.legs]),
      `ON CONFLICT (tracking_number) DO UPDATE
         SET version = EXCLUDED.version, outcome = EXCLUDED.outcome, legs = EXCLUDED.legs
       WHERE itineraries.version < EXCLUDED.version`,
    );
  }
}
