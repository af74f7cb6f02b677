import { formatInstant, makeS10 } from '@youlu/vocabulary';
import { type NetworkNode } from '../province/network';
import { type PretendProvince, type ScenarioData, foundProvince } from '../province/province';
import { countyCodeOf } from '../province/register';
import { DeclarationSet, planDeclarations } from './declarations';
import { chooseDeadClocks, designateParcels } from './designated';
import type { DisturbanceKind, Planted } from './disturbance';
import { PLATFORM_MERCHANTS, inboundParcels } from './inbound';
import { type Detour, Journeys, type Step } from './journey';
import { ProductTrade, type SendingPlaces, cooperativeOf, outboundParcels } from './outbound';
import type { Merchant, Parcel, ParcelDraft } from './parcel';
import { chooseParkedVillages } from './parked-villages';
import { Period, instantOf } from './period';
import { ScanTable } from './scan-table';
import { ScanWriter } from './scan-writer';
import { Uploads } from './uploads';
import { RunRounds } from './visits';

export const REGION = '65';

export interface ScenarioOptions {
  /** A division code: the region, a prefecture, a group or a county. */
  readonly scope: string;
  readonly seed: string;
  readonly weeks: number;
  /** One outbound parcel in so many is simulated; inbound ones all are. */
  readonly sampleEvery: number;
}

/** Everything that will be said, as compactly as it can be kept; requests are made from it. */
export interface Scenario {
  readonly options: ScenarioOptions;
  readonly province: PretendProvince;
  readonly period: Period;
  readonly merchants: readonly (Merchant & { parcels: number })[];
  readonly trades: readonly ProductTrade[];
  /** In the order of merchants, and each merchant's in the order of its numbers. */
  readonly parcels: readonly Parcel[];
  /** Positions in `parcels` of those called off before anybody came. */
  readonly cancelled: readonly number[];
  readonly scans: ScanTable;
  readonly uploads: Uploads;
  readonly rounds: RunRounds;
  /** The part of the network this scope needs, in the network's order. */
  readonly nodes: readonly NetworkNode[];
  readonly declarations: DeclarationSet;
  readonly planted: readonly Planted[];
}

const MISDIRECTED_PROBABILITY = 0.003;
const CANCELLED_PROBABILITY = 0.005;

export function planScenario(data: ScenarioData, options: ScenarioOptions): Scenario {
  const province = foundProvince(data, options.seed);
  if (!province.register.find(options.scope)) {
    throw new RangeError(`The register of ${data.registerDate} has no division ${options.scope}`);
  }
  return new ScenarioPlan(province, options).plan();
}

class ScenarioPlan {
  private readonly period: Period;
  private readonly parked: ReadonlySet<string>;
  private readonly rounds: RunRounds;
  private readonly journeys: Journeys;
  private readonly scans = new ScanTable();
  private readonly uploads: Uploads;
  private readonly planted: Planted[] = [];
  private readonly neededNodes = new Set<number>();
  private readonly astrayOf = new Map<string, NetworkNode>();

  constructor(
    private readonly province: PretendProvince,
    private readonly options: ScenarioOptions,
  ) {
    this.period = new Period(options.weeks);
    this.parked = chooseParkedVillages(province, options.scope);
    this.rounds = new RunRounds(province, options.scope, this.period);
    this.journeys = new Journeys(province, this.rounds);
    this.uploads = new Uploads(province.network, this.period);
  }

  plan(): Scenario {
    const { province, options, period } = this;
    const trades = province.products
      .map((product) => new ProductTrade(product, province, options.scope))
      .filter((trade) => trade.origins.length > 0);
    const { merchants, parcels } = this.book(trades);
    const cancelled: number[] = [];
    this.move(parcels, cancelled);
    const declarations = planDeclarations(province, options.scope, options.scope === REGION);
    for (const filing of declarations.leftOut) this.planted.push(filing);
    for (const { round, day } of this.rounds.missed()) {
      const { roundId, villageCode } = round;
      this.plant('missed-round', `${roundId}@${day}`, villageCode, day, 'nobody came');
    }
    return {
      options,
      province,
      period,
      merchants,
      trades,
      parcels,
      cancelled,
      scans: this.scans,
      uploads: this.uploads,
      rounds: this.rounds,
      nodes: this.nodesOfScope(),
      declarations,
      planted: this.planted.sort(byKindAndKey),
    };
  }

  /** Collects every merchant's parcels and numbers them in the order they were made. */
  private book(trades: readonly ProductTrade[]): Pick<Scenario, 'merchants' | 'parcels'> {
    const { province, options, period } = this;
    const merchants: (Merchant & { parcels: number })[] = [];
    const parcels: Parcel[] = [];
    const add = (merchant: Merchant, drafts: Iterable<ParcelDraft>) => {
      let serial = merchant.firstSerial;
      for (const draft of drafts) {
        parcels.push({ ...draft, trackingNumber: makeS10('LX', serial++) });
      }
      const count = serial - merchant.firstSerial;
      if (count > 0) merchants.push({ ...merchant, parcels: count });
    };
    const inbound = [...inboundParcels(province, options.scope, period, this.parked)];
    const placesOf = this.sendingPlaces();
    for (const trade of trades) {
      const merchant = cooperativeOf(trade.product, province.products.indexOf(trade.product));
      const { merchantId } = merchant;
      const { sampleEvery } = options;
      add(
        merchant,
        outboundParcels(trade, province.draws, period, sampleEvery, merchantId, placesOf),
      );
    }
    for (const platform of PLATFORM_MERCHANTS) {
      add(
        platform,
        inbound.filter(({ merchantId }) => merchantId === platform.merchantId),
      );
    }
    return { merchants, parcels };
  }

  private move(parcels: readonly Parcel[], cancelled: number[]): void {
    const { province, options, period, parked } = this;
    const firstWeekEnd = period.startOfDay(Math.min(7, period.days) - 1);
    const designated = designateParcels(province, parcels, firstWeekEnd);
    const deadClocks = chooseDeadClocks(province, options.scope, parked);
    const plant = (planted: Planted) => void this.planted.push(planted);
    const writer = new ScanWriter(province, period, this.uploads, this.scans, plant);
    const restingInVillage = new Map<string, number>();
    for (const [index, parcel] of parcels.entries()) {
      const fate = designated.get(parcel.key);
      if (fate === undefined && this.isCancelled(parcel)) {
        cancelled.push(index);
        continue;
      }
      const path = this.journeys.pathOf(parcel);
      for (const node of path) this.neededNodes.add(node.index);
      const astray = this.astrayNode(parcel, path);
      const detour = this.detourOf(parcel, fate, astray);
      const steps = this.journeys.stepsOf(parcel, detour);
      const hasDeadClock = deadClocks.has(parcel.key);
      const wrongNode = detour ? undefined : astray;
      writer.write({ parcel, index, steps, designated: fate, hasDeadClock, wrongNode });
      if (detour) this.notePlanned(parcel, steps, detour);
      if (parcel.isParked) this.noteParked(parcel, steps, restingInVillage);
    }
    for (const code of [...parked].sort()) {
      if (!code.startsWith(options.scope)) continue;
      const note = `${restingInVillage.get(code) ?? 0} parcels came to rest at the township`;
      this.plant('parked-village', code, code, formatInstant(instantOf(period.start)), note);
    }
  }

  private isCancelled({ direction, key }: Parcel): boolean {
    return (
      direction === 'outbound' &&
      this.province.draws.chance(CANCELLED_PROBABILITY, `${key}|cancelled`)
    );
  }

  /** A county centre this parcel does not pass, where it could go astray or be said to be. */
  private astrayNode(parcel: Parcel, path: readonly NetworkNode[]): NetworkNode | undefined {
    const inside = parcel.direction === 'inbound' ? parcel.destinationCode : parcel.originCode;
    const county = countyCodeOf(inside);
    let node = this.astrayOf.get(county);
    if (!node) this.astrayOf.set(county, (node = this.province.network.neighbourOf(county)));
    this.neededNodes.add(node.index);
    return path.includes(node) ? undefined : node;
  }

  private detourOf(
    parcel: Parcel,
    fate: DisturbanceKind | undefined,
    astray: NetworkNode | undefined,
  ): Detour | undefined {
    if (!astray || parcel.direction !== 'inbound' || parcel.isParked) return undefined;
    if (fate === 'misdirected') return { astray, isStuck: true };
    const { draws } = this.province;
    if (!draws.chance(MISDIRECTED_PROBABILITY, `${parcel.key}|astray`)) return undefined;
    return { astray, isStuck: draws.chance(0.5, `${parcel.key}|stuck`) };
  }

  private notePlanned(parcel: Parcel, steps: readonly Step[], { astray, isStuck }: Detour): void {
    const wrong = steps.find((step) => step.node === astray);
    if (!wrong || wrong.at >= this.period.end) return;
    const time = formatInstant(instantOf(wrong.at));
    const note = isStuck ? 'stays there' : 'sent on from there';
    this.plant('misdirected', parcel.trackingNumber, astray.placeCode, time, note);
  }

  private noteParked(parcel: Parcel, steps: readonly Step[], resting: Map<string, number>): void {
    const last = steps.at(-1) as Step;
    if (last.at >= this.period.end) return;
    const { trackingNumber, destinationCode } = parcel;
    resting.set(destinationCode, (resting.get(destinationCode) ?? 0) + 1);
    const time = formatInstant(instantOf(last.at));
    const note = `${last.kind}, addressed to ${destinationCode}`;
    this.plant('parked-parcel', trackingNumber, last.node.placeCode, time, note);
  }

  private plant(
    kind: DisturbanceKind,
    key: string,
    place: string,
    time: string,
    note: string,
  ): void {
    this.planted.push({ kind, key, place, time, note });
  }

  /** Stations of a county, and its village points that work. */
  private sendingPlaces(): (countyCode: string) => SendingPlaces {
    const { network, expressVillages } = this.province;
    const known = new Map<string, SendingPlaces>();
    return (county) => {
      let places = known.get(county);
      if (!places) {
        const stations = network.nodes
          .filter((node) => node.tier === 'station' && node.placeCode.startsWith(county))
          .map((node) => node.placeCode);
        const villages = expressVillages.filter(
          (code) => code.startsWith(county) && !this.parked.has(code),
        );
        known.set(county, (places = { stations, villages }));
      }
      return places;
    };
  }

  /** What parcels pass or might stray to, all that lies in the scope, and whatever is above. */
  private nodesOfScope(): NetworkNode[] {
    const { network } = this.province;
    const isHere = ({ placeCode, tier }: NetworkNode) =>
      tier === 'gateway' || placeCode.startsWith(this.options.scope);
    const needed = new Set<number>();
    for (const node of network.nodes) {
      if (!isHere(node) && !this.neededNodes.has(node.index)) continue;
      for (const { index } of network.lineage(node)) needed.add(index);
    }
    return network.nodes.filter((node) => needed.has(node.index));
  }
}

function byKindAndKey(a: Planted, b: Planted): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
