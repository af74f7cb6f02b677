import { Injectable } from '@nestjs/common';
import type { PlanOutcome } from '@youlu/contracts';
import { Database, type Tx } from '@youlu/persistence';
import type { Itinerary } from './itinerary';

const MS_PER_MINUTE = 60_000;

const COLUMNS = {
  tracking_number: 'text',
  version: 'int4',
  shipment_version: 'int4',
  outcome: 'text',
  origin_code: 'text',
  destination_code: 'text',
  ready_at: 'int8',
  node_ids: 'text[]',
  ride_minutes: 'int4[]',
  network_revision: 'int8',
  simulated: 'boolean',
};

/** Never backwards: of two processes with the same shipment the one with its newer version stays. */
const REPLACE_OLDER = `
  ON CONFLICT (tracking_number) DO UPDATE SET ${Object.keys(COLUMNS)
    .filter((name) => name !== 'tracking_number')
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}
  WHERE itineraries.shipment_version < excluded.shipment_version`;

interface StoredItinerary {
  tracking_number: string;
  version: number;
  shipment_version: number;
  outcome: PlanOutcome;
  origin_code: string;
  destination_code: string;
  ready_at: number;
  node_ids: string[];
  ride_minutes: number[];
  simulated: boolean;
}

@Injectable()
export class ItineraryRepository {
  constructor(private readonly db: Database) {}

  async find(trackingNumber: string): Promise<Itinerary | undefined> {
    const [row] = await this.db.query<StoredItinerary>(
      'SELECT * FROM itineraries WHERE tracking_number = $1',
      [trackingNumber],
    );
    return row && fromRow(row);
  }

  async byNumber(tx: Tx, trackingNumbers: readonly string[]): Promise<Map<string, Itinerary>> {
    const rows = await tx.query<StoredItinerary>(
      'SELECT * FROM itineraries WHERE tracking_number = ANY($1)',
      [trackingNumbers],
    );
    return new Map(rows.map((row) => [row.tracking_number, fromRow(row)]));
  }

  /** Rows are written in the order of their numbers, so that two writers cannot deadlock. */
  async store(tx: Tx, itineraries: readonly Itinerary[], networkRevision: number): Promise<void> {
    const sorted = [...itineraries].sort((a, b) => (a.trackingNumber < b.trackingNumber ? -1 : 1));
    const rows = sorted.map((itinerary) => [
      itinerary.trackingNumber,
      itinerary.version,
      itinerary.shipmentVersion,
      itinerary.outcome,
      itinerary.originCode,
      itinerary.destinationCode,
      itinerary.readyAt,
      itinerary.nodeIds,
      itinerary.rides.flatMap((ride) => [
        ride.departAt / MS_PER_MINUTE,
        ride.arriveAt / MS_PER_MINUTE,
      ]),
      networkRevision,
      itinerary.simulated,
    ]);
    await tx.insertMany('itineraries', COLUMNS, rows, REPLACE_OLDER);
  }
}

function fromRow(row: StoredItinerary): Itinerary {
  const rides = [];
  for (let i = 0; i < row.ride_minutes.length; i += 2) {
    rides.push({
      departAt: (row.ride_minutes[i] as number) * MS_PER_MINUTE,
      arriveAt: (row.ride_minutes[i + 1] as number) * MS_PER_MINUTE,
    });
  }
  return {
    trackingNumber: row.tracking_number,
    version: row.version,
    shipmentVersion: row.shipment_version,
    outcome: row.outcome,
    originCode: row.origin_code,
    destinationCode: row.destination_code,
    readyAt: row.ready_at,
    nodeIds: row.node_ids,
    rides,
    simulated: row.simulated,
  };
}
