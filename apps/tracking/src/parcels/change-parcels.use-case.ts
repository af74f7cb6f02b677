import { Injectable } from '@nestjs/common';
import { type ParcelSnapshot, ParcelsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import { KeepScans } from '../scan-history/keep-scans.use-case';
import { CountVolumes } from '../volumes/count-volumes.use-case';
import { VolumeDeltas } from '../volumes/volume-deltas';
import { type Folded, bucketOf, contributionChanges } from './fold/contributions';
import { deriveDelivery } from './fold/delivery';
import { FACTS_OF_A_PARCEL_MAX, type Fact, type ScanOf } from './fold/fact';
import { type Learned, type Parcel, type ParcelNews, learn, unheardOf } from './parcel';
import { isWorthTelling, parcelSnapshot } from './parcel-snapshot.projection';
import { TooManyFacts } from './parcel.errors';
import { ParcelRepository, type ParcelToStore, type StoredParcel } from './parcel.repository';

/** What came of some news. */
export interface ParcelsChange {
  /** Scans stored now. */
  readonly added: number;
  /** Scans that were known, or came twice in the news. */
  readonly resent: number;
  readonly parcels: number;
}

/** Everything one transaction writes about parcels. */
class Harvest {
  readonly scans: ScanOf[] = [];
  readonly earlier: ScanOf<Fact>[] = [];
  readonly born: ParcelToStore[] = [];
  readonly withNewFacts: ParcelToStore[] = [];
  readonly withNewContext: ParcelToStore[] = [];
  readonly snapshots: ParcelSnapshot[] = [];
  readonly volumes = new VolumeDeltas();
  resent = 0;
}

/**
 * The one way in which parcels change, whoever brings the news: a scan, a booking, an itinerary or a
 * correction. Loads the parcels under lock, lets them learn, folds them again and writes what came
 * out: scans, parcels, volumes and the snapshots others are told. News heard before change nothing.
 */
@Injectable()
export class ChangeParcels {
  constructor(
    private readonly parcels: ParcelRepository,
    private readonly keepScans: KeepScans,
    private readonly countVolumes: CountVolumes,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Tx, news: readonly ParcelNews[]): Promise<ParcelsChange> {
    const byNumber = groupByParcel(news);
    const numbers = [...byNumber.keys()].sort(); // by code units, as the "C" collation has it
    const stored = await this.parcels.lock(tx, numbers);
    const harvest = new Harvest();
    for (const number of numbers) {
      gather(harvest, number, stored.get(number), byNumber.get(number) ?? []);
    }
    await this.write(tx, harvest);
    const { born, withNewFacts, withNewContext } = harvest;
    return {
      added: harvest.scans.length,
      resent: harvest.resent,
      parcels: born.length + withNewFacts.length + withNewContext.length,
    };
  }

  /** Always in this order, so that two transactions never wait for each other in a circle. */
  private async write(tx: Tx, harvest: Harvest): Promise<void> {
    await this.parcels.updateFacts(tx, harvest.withNewFacts);
    await this.parcels.updateWhole(tx, harvest.withNewContext);
    await this.parcels.insert(tx, harvest.born);
    await this.keepScans.execute(tx, harvest.scans, harvest.earlier);
    await this.countVolumes.execute(tx, harvest.volumes);
    if (harvest.snapshots.length > 0) await this.outbox.add(tx, ParcelsChanged, harvest.snapshots);
  }
}

function groupByParcel(news: readonly ParcelNews[]): Map<string, ParcelNews[]> {
  const byNumber = new Map<string, ParcelNews[]>();
  for (const piece of news) {
    const known = byNumber.get(piece.trackingNumber);
    if (known) known.push(piece);
    else byNumber.set(piece.trackingNumber, [piece]);
  }
  return byNumber;
}

function gather(
  harvest: Harvest,
  trackingNumber: string,
  stored: StoredParcel | undefined,
  news: readonly ParcelNews[],
): void {
  const known = stored?.parcel ?? unheardOf(trackingNumber);
  const learned = learn(known, news);
  harvest.resent += learned.resent;
  if (!isNews(learned)) return;
  if (learned.parcel.facts.length > FACTS_OF_A_PARCEL_MAX) throw new TooManyFacts(trackingNumber);
  const before = fold(known);
  const after = fold(learned.parcel);
  const tells = isWorthTelling(before, after);
  const version = (stored?.version ?? 0) + (tells ? 1 : 0);
  const { state, misdirected, last: seen } = after.delivery;
  const row = { parcel: learned.parcel, version, state, misdirected, seen };
  if (!stored) harvest.born.push(row);
  else if (learned.contextChanged) harvest.withNewContext.push(row);
  else harvest.withNewFacts.push(row);
  for (const scan of learned.added) harvest.scans.push({ trackingNumber, scan });
  for (const scan of learned.earlier) harvest.earlier.push({ trackingNumber, scan });
  const bucket = bucketOf(trackingNumber);
  for (const change of contributionChanges(before, after)) harvest.volumes.add(bucket, change);
  if (tells) harvest.snapshots.push(parcelSnapshot(after, version));
}

function isNews(learned: Learned): boolean {
  return learned.contextChanged || learned.added.length > 0 || learned.earlier.length > 0;
}

function fold(parcel: Parcel): Folded {
  return { parcel, delivery: deriveDelivery(parcel) };
}
