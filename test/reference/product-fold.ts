import type { ParcelSnapshot, ScanRow } from '@youlu/contracts';
import type { ConsumerContext, EventBatch, Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import { ChangeParcels } from '../../apps/tracking/src/parcels/change-parcels.use-case';
import { deriveDelivery } from '../../apps/tracking/src/parcels/fold/delivery';
import { type Fact, type ScanOf, contentDigest } from '../../apps/tracking/src/parcels/fold/fact';
import { decodeFacts, encodeFacts } from '../../apps/tracking/src/parcels/coding/facts-codec';
import type { ItineraryRepository } from '../../apps/tracking/src/parcels/context/itinerary.repository';
import { LearnContext } from '../../apps/tracking/src/parcels/context/learn-context.use-case';
import type { Parcel } from '../../apps/tracking/src/parcels/parcel';
import type {
  ParcelRepository,
  ParcelToStore,
  StoredParcel,
} from '../../apps/tracking/src/parcels/parcel.repository';
import type { KeepScans } from '../../apps/tracking/src/scan-history/keep-scans.use-case';
import { WriteScansWhenReported } from '../../apps/tracking/src/scans/write-scans-when-reported.consumer';
import type { CountVolumes } from '../../apps/tracking/src/volumes/count-volumes.use-case';
import type { VolumeDeltas } from '../../apps/tracking/src/volumes/volume-deltas';
import type { Arrival } from './histories';
import type { Piece } from './index.mjs';

/** A row of `parcels`: context as JSON and facts as bytes, so that nothing outlives a batch but what is written. */
interface Row {
  readonly version: number;
  readonly context: string;
  readonly facts: Buffer;
  readonly derived: { state: string; misdirected: boolean; seen: Fact | undefined };
}

const NO_TX = {} as Tx;
const TOPICS = ['scan', 'shipment', 'itinerary', 'correction'] as const;

/** The product's own fold, with its tables in memory: what it is told arrives batch by batch. */
export class ProductFold {
  readonly parcels = new Map<string, Row>();
  /** Every scan once, by its primary key. */
  readonly scans = new Map<string, ScanOf<Fact>>();
  readonly volumes = new Map<string, number>();
  /** The newest snapshot that others were told. */
  readonly snapshots = new Map<string, ParcelSnapshot>();

  private readonly changeParcels = new ChangeParcels(
    this.parcelRepository() as ParcelRepository,
    {
      execute: (_: Tx, ...scans: [ScanOf[], ScanOf<Fact>[]]) => this.keepScans(...scans),
    } as unknown as KeepScans,
    { execute: (_: Tx, deltas: VolumeDeltas) => this.count(deltas) } as unknown as CountVolumes,
    { add: (_: Tx, _c: unknown, rows: ParcelSnapshot[]) => this.tell(rows) } as unknown as Outbox,
  );
  private readonly learnContext = new LearnContext(this.changeParcels, {
    keep: () => Promise.resolve(),
  } as unknown as ItineraryRepository);
  private readonly writeScans = new WriteScansWhenReported(this.changeParcels);

  /** Batches in their order; each topic is a transaction of its own, in an order that turns. */
  async apply(arrivals: readonly Arrival[]): Promise<void> {
    const last = arrivals.reduce((max, { batch }) => Math.max(max, batch), -1);
    for (let batch = 0; batch <= last; batch++) {
      const pieces = arrivals.filter((a) => a.batch === batch).map(({ piece }) => piece);
      for (let i = 0; i < TOPICS.length; i++) {
        const topic = TOPICS[(batch + i) % TOPICS.length] as (typeof TOPICS)[number];
        const told = pieces.filter((piece) => piece[topic] !== undefined);
        if (told.length > 0) await this[topic](told);
      }
    }
  }

  /** What the row of a parcel holds, read back. */
  read(trackingNumber: string): Parcel | undefined {
    const row = this.parcels.get(trackingNumber);
    return (
      row && {
        ...(JSON.parse(row.context) as Parcel),
        facts: decodeFacts(row.facts, trackingNumber),
      }
    );
  }

  verdictsOf(trackingNumber: string): [Fact, string][] {
    const parcel = this.read(trackingNumber);
    if (!parcel) return [];
    const { verdicts } = deriveDelivery(parcel);
    return parcel.facts.map((fact, i) => [fact, verdicts[i] ?? '']);
  }

  private async scan(pieces: readonly Piece[]): Promise<void> {
    const batch = { rows: pieces.map(({ scan }) => scan) } as unknown as EventBatch<ScanRow>;
    await this.writeScans.write(batch, { tx: NO_TX } as ConsumerContext);
  }

  private async shipment(pieces: readonly Piece[]): Promise<void> {
    await this.learnContext.booked(
      NO_TX,
      pieces.flatMap(({ shipment }) => shipment ?? []),
    );
  }

  private async itinerary(pieces: readonly Piece[]): Promise<void> {
    await this.learnContext.planned(
      NO_TX,
      pieces.flatMap(({ itinerary }) => itinerary ?? []),
    );
  }

  private async correction(pieces: readonly Piece[]): Promise<void> {
    for (const { trackingNumber, correction, correctedAt } of pieces) {
      const withdrawal = { scanId: correction as string, withdrawnAt: correctedAt ?? 1 };
      await this.changeParcels.execute(NO_TX, [{ trackingNumber, withdrawal }]);
    }
  }

  private parcelRepository(): Partial<ParcelRepository> {
    return {
      lock: (_, numbers) => Promise.resolve(this.lock(numbers)),
      insert: (_, rows) => this.keep(rows, (before) => before === undefined),
      updateFacts: (_, rows) => this.keep(rows, (before) => before !== undefined, true),
      updateWhole: (_, rows) => this.keep(rows, (before) => before !== undefined),
    };
  }

  private lock(numbers: readonly string[]): Map<string, StoredParcel> {
    const found = new Map<string, StoredParcel>();
    for (const number of numbers) {
      const parcel = this.read(number);
      if (parcel) found.set(number, { parcel, version: this.parcels.get(number)?.version ?? 0 });
    }
    return found;
  }

  private keep(
    rows: readonly ParcelToStore[],
    isAllowed: (before: Row | undefined) => boolean,
    isFactsOnly = false,
  ): Promise<void> {
    for (const { parcel, version, state, misdirected, seen } of rows) {
      const before = this.parcels.get(parcel.trackingNumber);
      if (!isAllowed(before)) throw new Error(`${parcel.trackingNumber}: wrong way to be written`);
      const { facts, ...context } = parcel;
      this.parcels.set(parcel.trackingNumber, {
        version,
        context: isFactsOnly && before ? before.context : JSON.stringify(context),
        facts: encodeFacts(facts, parcel.trackingNumber),
        derived: { state, misdirected, seen },
      });
    }
    return Promise.resolve();
  }

  private keepScans(
    added: readonly ScanOf<Fact>[],
    earlier: readonly ScanOf<Fact>[],
  ): Promise<void> {
    for (const { trackingNumber, scan } of added) {
      const key = keyOf(trackingNumber, scan);
      if (this.scans.has(key)) throw new Error(`${key} is stored already`);
      this.scans.set(key, { trackingNumber, scan });
    }
    for (const { trackingNumber, scan } of earlier) {
      const key = keyOf(trackingNumber, scan);
      if (!this.scans.has(key)) throw new Error(`${key} is not stored`);
      this.scans.set(key, { trackingNumber, scan });
    }
    return Promise.resolve();
  }

  private count(deltas: VolumeDeltas): Promise<void> {
    for (const { cell: c, parcels: moved } of deltas.inOrder()) {
      const cell = [c.placeCode, c.day, c.direction, c.productId, c.kind, c.simulated].join('|');
      const parcels = (this.volumes.get(cell) ?? 0) + moved;
      if (parcels < 0) throw new Error(`${cell} fell below zero`);
      if (parcels === 0) this.volumes.delete(cell);
      else this.volumes.set(cell, parcels);
    }
    return Promise.resolve();
  }

  private tell(rows: readonly ParcelSnapshot[]): Promise<void> {
    for (const row of rows) {
      const before = this.snapshots.get(row.trackingNumber)?.version ?? 0;
      if (row.version !== before + 1) throw new Error(`${row.trackingNumber}: version skipped`);
      this.snapshots.set(row.trackingNumber, row);
    }
    return Promise.resolve();
  }
}

function keyOf(trackingNumber: string, scan: Fact): string {
  return `${trackingNumber}|${scan.occurredAt}|${scan.scanId}|${contentDigest(scan)}`;
}
