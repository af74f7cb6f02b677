import { type ParcelSnapshot, ParcelsChanged } from '@youlu/contracts';
import type { Outbox } from '@youlu/messaging';
import {
  Checksum,
  type Comparison,
  type Database,
  type Projection,
  type Tx,
} from '@youlu/persistence';
import { deriveDelivery } from '../fold/delivery';
import type { Parcel } from '../parcel';
import { parcelSnapshot } from '../parcel-snapshot.projection';
import { PARCEL_COLUMNS, type ParcelRow, storedParcelOf } from '../parcel.repository';

/** The columns that say what a parcel's facts amount to. */
interface Standing {
  state: string;
  misdirected: boolean;
  first_fact_at: number | null;
  last_fact_at: number | null;
  seen_at: number | null;
  seen_node_id: string | null;
  seen_place_code: string | null;
}
type StandingRow = ParcelRow & Standing;

export interface StaleParcel {
  readonly trackingNumber: string;
  readonly kept: string;
  readonly refolded: string;
}

const STANDING = [
  'state',
  'misdirected',
  'first_fact_at',
  'last_fact_at',
  'seen_at',
  'seen_node_id',
  'seen_place_code',
] as const;
const PARCELS_AT_ONCE = 2_000;
const DIFFERENCES_MAX = 50_000;
const MENDED_AT_ONCE = 200;

/** Reads parcels in the order of their numbers, page by page, in the transaction's one snapshot. */
export async function eachParcelRow(tx: Tx, take: (row: StandingRow) => void): Promise<void> {
  for (let last = ''; ;) {
    const rows = await tx.query<StandingRow>(
      `SELECT ${PARCEL_COLUMNS}, ${STANDING.join(', ')} FROM parcels
        WHERE tracking_number > $1 ORDER BY tracking_number LIMIT $2`,
      [last, PARCELS_AT_ONCE],
    );
    for (const row of rows) take(row);
    if (rows.length < PARCELS_AT_ONCE) return;
    last = rows.at(-1)?.tracking_number ?? '';
  }
}

/** One moment for all that follows in the transaction; nobody waits for it. */
export async function freeze(tx: Tx): Promise<void> {
  await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

/**
 * State, misdirection and last sight of every parcel, folded anew from the facts its row carries. Who
 * was told the wrong state is told the right one: a mended parcel has the next version.
 */
export class RefoldParcels implements Projection<StaleParcel> {
  constructor(private readonly outbox: Outbox) {}

  compare(db: Database): Promise<Comparison<StaleParcel>> {
    return db.transaction(async (tx) => {
      await freeze(tx);
      const kept = new Checksum();
      const recounted = new Checksum();
      const differences: StaleParcel[] = [];
      let rows = 0;
      let count = 0;
      await eachParcelRow(tx, (row) => {
        rows += 1;
        const trackingNumber = row.tracking_number;
        const is = wordOf(row);
        const should = wordOf(standingOf(storedParcelOf(row).parcel));
        kept.add(`${trackingNumber} ${is}`);
        recounted.add(`${trackingNumber} ${should}`);
        if (is === should) return;
        count += 1;
        if (differences.length < DIFFERENCES_MAX)
          differences.push({ trackingNumber, kept: is, refolded: should });
      });
      return { rows, count, differences, kept: String(kept), recounted: String(recounted) };
    });
  }

  /** Under lock each is folded once more: what was learned since the comparison counts. */
  async mend(db: Database, differences: readonly StaleParcel[]): Promise<number> {
    const numbers = differences.map(({ trackingNumber }) => trackingNumber).sort();
    let mended = 0;
    for (let at = 0; at < numbers.length; at += MENDED_AT_ONCE) {
      const some = numbers.slice(at, at + MENDED_AT_ONCE);
      mended += await db.transaction((tx) => mendSome(tx, this.outbox, some));
    }
    return mended;
  }

  describe({ trackingNumber, kept, refolded }: StaleParcel): string {
    return `${trackingNumber}: kept ${kept}; its facts say ${refolded}`;
  }
}

async function mendSome(tx: Tx, outbox: Outbox, numbers: readonly string[]): Promise<number> {
  const rows = await tx.query<StandingRow>(
    `SELECT ${PARCEL_COLUMNS}, ${STANDING.join(', ')} FROM parcels
      WHERE tracking_number = ANY($1::text[]) ORDER BY tracking_number FOR UPDATE`,
    [numbers],
  );
  const mended: ParcelSnapshot[] = [];
  for (const row of rows) {
    const { parcel, version: told } = storedParcelOf(row);
    const standing = standingOf(parcel);
    if (wordOf(row) === wordOf(standing)) continue;
    const version = told + 1; // or those who keep the wrong state would take it for known
    await tx.execute(
      `UPDATE parcels SET version = $2, ${STANDING.map((name, i) => `${name} = $${i + 3}`).join(', ')}
        WHERE tracking_number = $1`,
      [parcel.trackingNumber, version, ...STANDING.map((name) => standing[name])],
    );
    mended.push(parcelSnapshot({ parcel, delivery: deriveDelivery(parcel) }, version));
  }
  await outbox.add(tx, ParcelsChanged, mended);
  return mended.length;
}

function standingOf(parcel: Parcel): Standing {
  const { state, misdirected, last } = deriveDelivery(parcel);
  return {
    state,
    misdirected,
    first_fact_at: parcel.facts[0]?.occurredAt ?? null,
    last_fact_at: parcel.facts.at(-1)?.occurredAt ?? null,
    seen_at: last?.occurredAt ?? null,
    seen_node_id: last?.nodeId ?? null,
    seen_place_code: last?.placeCode ?? null,
  };
}

function wordOf(standing: Standing): string {
  return STANDING.map((name) => String(standing[name])).join(' ');
}
