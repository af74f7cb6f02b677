import { Injectable } from '@nestjs/common';
import {
  BinaryCopy,
  type CopyType,
  type CopyValue,
  type Tx,
  binaryArray,
  binaryColumn,
  sqlStateOf,
} from '@youlu/persistence';
import type { Direction, ParcelState } from '@youlu/vocabulary';
import type { Fact } from './fold/fact';
import { decodeFacts, encodeFacts } from './coding/facts-codec';
import type { Booking, Parcel, Plan, Withdrawal } from './parcel';
import { ParcelMadeElsewhere } from './parcel.errors';

/** A parcel as its row has it. */
export interface StoredParcel {
  readonly parcel: Parcel;
  /** Of the last snapshot told; 0 when none was. */
  readonly version: number;
}

/** A row to be written. */
export interface ParcelToStore extends StoredParcel {
  readonly state: ParcelState;
  readonly misdirected: boolean;
  /** The last effective fact. */
  readonly seen: Fact | undefined;
}

export interface ParcelRow {
  tracking_number: string;
  version: number;
  facts: Buffer;
  withdrawals: Withdrawal[] | null;
  booking_version: number | null;
  product_id: string | null;
  direction: Direction | null;
  origin_code: string | null;
  destination_code: string | null;
  ready_at: number | null;
  cancelled_at: number | null;
  booked_at: number | null;
  simulated: boolean | null;
  plan_version: number | null;
  plan_node_ids: string | null;
  eta_at: number | null;
}

/** Everything a parcel is made of; `state` and its like are derived and need not be read. */
export const PARCEL_COLUMNS = `tracking_number, version, facts, withdrawals, booking_version,
  product_id, direction, origin_code, destination_code, ready_at, cancelled_at, booked_at,
  simulated, plan_version, plan_node_ids, eta_at`;

interface Column {
  readonly type: CopyType | 'jsonb';
  readonly of: (stored: ParcelToStore) => CopyValue;
}

const KEY = 'tracking_number';
/** What a scan can change. */
const folded: Readonly<Record<string, Column>> = {
  version: { type: 'int4', of: (s) => s.version },
  state: { type: 'text', of: (s) => s.state },
  misdirected: { type: 'bool', of: (s) => s.misdirected },
  first_fact_at: { type: 'int8', of: (s) => s.parcel.facts[0]?.occurredAt },
  last_fact_at: { type: 'int8', of: (s) => s.parcel.facts.at(-1)?.occurredAt },
  facts: { type: 'bytea', of: (s) => encodeFacts(s.parcel.facts, s.parcel.trackingNumber) },
  seen_at: { type: 'int8', of: ({ seen }) => seen?.occurredAt },
  seen_node_id: { type: 'text', of: ({ seen }) => seen?.nodeId },
  seen_place_code: { type: 'text', of: ({ seen }) => seen?.placeCode },
};
/** What bookings, plans and corrections change besides. */
const context: Readonly<Record<string, Column>> = {
  withdrawals: { type: 'jsonb', of: ({ parcel }) => jsonOrNull(parcel.withdrawals) },
  booking_version: { type: 'int4', of: ({ parcel }) => parcel.booking?.version },
  product_id: { type: 'text', of: ({ parcel }) => parcel.booking?.productId },
  direction: { type: 'text', of: ({ parcel }) => parcel.booking?.direction },
  origin_code: { type: 'text', of: ({ parcel }) => parcel.booking?.originCode },
  destination_code: { type: 'text', of: ({ parcel }) => parcel.booking?.destinationCode },
  ready_at: { type: 'int8', of: ({ parcel }) => parcel.booking?.readyAt },
  cancelled_at: { type: 'int8', of: ({ parcel }) => parcel.booking?.cancelledAt },
  booked_at: { type: 'int8', of: ({ parcel }) => parcel.booking?.bookedAt },
  simulated: { type: 'bool', of: ({ parcel }) => parcel.booking?.simulated },
  plan_version: { type: 'int4', of: ({ parcel }) => parcel.plan?.version },
  plan_node_ids: { type: 'text', of: ({ parcel }) => parcel.plan?.nodeIds.join(' ') },
  eta_at: { type: 'int8', of: ({ parcel }) => parcel.plan?.etaAt },
};
const everything = { ...folded, ...context };

/** Rows of `parcels`; bulk only, and only inside the transaction that folds them. */
@Injectable()
export class ParcelRepository {
  /** Loads and locks in the order of the numbers, the one order in which parcels are ever locked. */
  async lock(tx: Tx, trackingNumbers: readonly string[]): Promise<Map<string, StoredParcel>> {
    const rows = await tx.query<ParcelRow>(
      `SELECT ${PARCEL_COLUMNS} FROM parcels
        WHERE tracking_number = ANY($1::text[]) ORDER BY tracking_number FOR UPDATE`,
      [binaryArray('text', trackingNumbers)],
    );
    return new Map(rows.map((row) => [row.tracking_number, storedParcelOf(row)]));
  }

  /** New parcels, in the order of their numbers. */
  async insert(tx: Tx, parcels: readonly ParcelToStore[]): Promise<void> {
    if (parcels.length === 0) return;
    const columns = Object.values(everything);
    // jsonb has a version byte before its text in binary form; null rows need none, others are rare
    const copy = new BinaryCopy(
      ['text', ...columns.map(({ type }) => (type === 'jsonb' ? 'bytea' : type))],
      parcels.length * 256,
    );
    for (const stored of parcels) {
      copy.add([
        stored.parcel.trackingNumber,
        ...columns.map((column) => inBinary(column, stored)),
      ]);
    }
    const names = [KEY, ...Object.keys(everything)].join(', ');
    try {
      await tx.copyInBinary(`COPY parcels (${names}) FROM STDIN BINARY`, copy.finish());
    } catch (error) {
      if (sqlStateOf(error) === '23505') throw new ParcelMadeElsewhere();
      throw error;
    }
  }

  /** Locked parcels of which only the facts changed. */
  async updateFacts(tx: Tx, parcels: readonly ParcelToStore[]): Promise<void> {
    await update(tx, parcels, folded);
  }

  /** Locked parcels of which anything may have changed. */
  async updateWhole(tx: Tx, parcels: readonly ParcelToStore[]): Promise<void> {
    await update(tx, parcels, everything);
  }
}

async function update(
  tx: Tx,
  parcels: readonly ParcelToStore[],
  columns: Readonly<Record<string, Column>>,
): Promise<void> {
  if (parcels.length === 0) return;
  const entries = Object.entries(columns);
  const types = entries.map(([, { type }]) => (type === 'jsonb' ? 'text' : type));
  const touched = await tx.execute(
    `UPDATE parcels p SET ${entries
      .map(([name, { type }]) => `${name} = u.${name}${type === 'jsonb' ? '::jsonb' : ''}`)
      .join(', ')}
       FROM unnest($1::text[], ${types.map((type, i) => `$${i + 2}::${type}[]`).join(', ')})
         AS u(k, ${entries.map(([name]) => name).join(', ')})
      WHERE p.tracking_number = u.k`,
    [
      binaryColumn('text', parcels, (stored) => stored.parcel.trackingNumber),
      ...entries.map(([, column], i) => binaryColumn(types[i] ?? 'text', parcels, column.of)),
    ],
  );
  if (touched !== parcels.length) {
    throw new Error(`${touched} of ${parcels.length} locked parcels were there to be updated`);
  }
}

export function storedParcelOf(row: ParcelRow): StoredParcel {
  return {
    version: row.version,
    parcel: {
      trackingNumber: row.tracking_number,
      booking: row.booking_version === null ? undefined : bookingOf(row, row.booking_version),
      plan: row.plan_version === null ? undefined : planOf(row, row.plan_version),
      withdrawals: row.withdrawals ?? [],
      facts: decodeFacts(row.facts, row.tracking_number),
    },
  };
}

function bookingOf(row: ParcelRow, version: number): Booking {
  return {
    version,
    productId: row.product_id,
    direction: row.direction as Direction,
    originCode: row.origin_code as string,
    destinationCode: row.destination_code as string,
    readyAt: row.ready_at as number,
    cancelledAt: row.cancelled_at,
    bookedAt: row.booked_at ?? undefined,
    simulated: row.simulated === true,
  };
}

function planOf(row: ParcelRow, version: number): Plan {
  const nodeIds = row.plan_node_ids ? row.plan_node_ids.split(' ') : []; // ids hold no blanks
  return { version, nodeIds, etaAt: row.eta_at };
}

function jsonOrNull(withdrawals: readonly Withdrawal[]): string | null {
  return withdrawals.length === 0 ? null : JSON.stringify(withdrawals);
}

function inBinary({ type, of }: Column, stored: ParcelToStore): CopyValue {
  const value = of(stored);
  if (type !== 'jsonb' || value === null || value === undefined) return value;
  return Buffer.from(`\u0001${String(value)}`);
}
