import { type Day, formatInstant } from '@youlu/vocabulary';
import { type NetworkNode } from '../province/network';
import { type PretendProvince, type ScenarioData, foundProvince } from '../province/province';
import { countyCodeOf } from '../province/register';
import { type Bookings, bookParcels } from './people/booking';
import { DeclarationSet, planDeclarations } from './declarations';
import { chooseDeadClocks, designateParcels, spareDeadClock } from './people/designated';
import type { DisturbanceKind, Planted } from './disturbance';
import {
  canBeAbused,
  chooseHandOverAbuses,
  type HandedOver,
  type HandOverAbuse,
} from './hand-over-abuses';
import { type Detour, Journeys, type Step } from './people/journey';
import { PLANTED_AS, type ParcelLink, linkedAt, stepsUnderLabel } from './people/linked';
import { ProductTrade } from './people/outbound';
import type { Parcel } from './people/parcel';
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
  /** Only bookings and acceptances of goods that leave, over these days (the last one excluded). */
  readonly flowsOnly?: { readonly from: Day; readonly to: Day } | undefined;
}

/** Everything that will be said, as compactly as it can be kept; requests are made from it. */
export interface Scenario extends Bookings {
  readonly options: ScenarioOptions;
  readonly province: PretendProvince;
  readonly period: Period;
  readonly trades: readonly ProductTrade[];
  /** Positions in `parcels` of those called off before anybody came. */
  readonly cancelled: readonly number[];
  readonly scans: ScanTable;
  readonly uploads: Uploads;
  readonly rounds: RunRounds;
  /** The part of the network this scope needs, in the network's order. */
  readonly nodes: readonly NetworkNode[];
  readonly declarations: DeclarationSet;
  /** By position in `parcels`: what the scan of its hand-over says beside. */
  readonly abuses: ReadonlyMap<number, HandOverAbuse>;
  readonly planted: readonly Planted[];
}

const MISDIRECTED_PROBABILITY = 0.003;
const CANCELLED_PROBABILITY = 0.005;
/** No code begins like this. */
const NOWHERE = '-';

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
  private readonly deadClocks: ReadonlySet<string>;
  private readonly rounds: RunRounds;
  private readonly journeys: Journeys;
  private readonly scans = new ScanTable();
  private readonly uploads: Uploads;
  private readonly planted: Planted[] = [];
  private readonly handedOver: HandedOver[] = [];
  private readonly neededNodes = new Set<number>();
  private readonly astrayOf = new Map<string, NetworkNode>();

  constructor(
    private readonly province: PretendProvince,
    private readonly options: ScenarioOptions,
  ) {
    const { flowsOnly } = options;
    this.period = flowsOnly
      ? new Period(flowsOnly.from, flowsOnly.to)
      : Period.ofWeeks(options.weeks);
    this.parked = chooseParkedVillages(province, options.scope);
    this.deadClocks = chooseDeadClocks(province, options.scope, this.parked);
    this.rounds = new RunRounds(province, flowsOnly ? NOWHERE : options.scope, this.period);
    this.journeys = new Journeys(province, this.rounds);
    this.uploads = new Uploads(province.network, this.period);
  }

  plan(): Scenario {
    const { province, options, period } = this;
    const trades = province.products
      .map((product) => new ProductTrade(product, province, options.scope))
      .filter((trade) => trade.origins.length > 0);
    const isFlowsOnly = options.flowsOnly !== undefined;
    const bookings = bookParcels(province, {
      ...{ scope: options.scope, sampleEvery: options.sampleEvery, period, trades, isFlowsOnly },
      ...{ parked: this.parked, isTaken: ({ key }) => this.deadClocks.has(key) },
    });
    const cancelled: number[] = [];
    if (isFlowsOnly) this.acceptAll(bookings.parcels);
    else this.move(bookings, cancelled);
    const declared = isFlowsOnly ? NOWHERE : options.scope;
    const declarations = planDeclarations(province, declared, options.scope === REGION);
    for (const filing of declarations.leftOut) this.planted.push(filing);
    for (const { round, day } of this.rounds.missed()) {
      const { roundId, villageCode } = round;
      this.plant('missed-round', `${roundId}@${day}`, villageCode, day, 'nobody came');
    }
    const abuses = chooseHandOverAbuses(this.handedOver, province.draws);
    for (const one of this.handedOver) this.noteAbuse(one, abuses.get(one.index));
    return {
      options,
      province,
      period,
      trades,
      ...bookings,
      cancelled,
      scans: this.scans,
      uploads: this.uploads,
      rounds: this.rounds,
      nodes: this.nodesOfScope(),
      declarations,
      abuses,
      planted: this.planted.sort(byKindAndKey),
    };
  }

  /** Every parcel is taken in, and that is all that is told of it; nothing goes wrong. */
  private acceptAll(parcels: readonly Parcel[]): void {
    const { period, uploads, scans } = this;
    for (const [index, parcel] of parcels.entries()) {
      for (const node of this.journeys.pathOf(parcel)) this.neededNodes.add(node.index);
      const [first] = this.journeys.stepsOf(parcel);
      if (!first || first.at >= period.end) continue;
      scans.add({
        ...{ parcel: index, step: 0, kind: first.kind, node: first.node.index, at: first.at },
        ...{ consent: undefined, variant: 'plain', upload: uploads.carrying(first.node, first.at) },
      });
    }
  }

  private move({ parcels, links }: Bookings, cancelled: number[]): void {
    const { province, options, period, parked } = this;
    const labels = this.labelsOf(links);
    const unlinked = parcels.filter((_, index) => !labels.has(index));
    const firstWeekEnd = period.startOfDay(Math.min(7, period.days) - 1);
    const designated = designateParcels(province, unlinked, firstWeekEnd);
    const deadClocks =
      this.deadClocks.size > 0 ? this.deadClocks : spareDeadClock(province, unlinked, designated);
    const plant = (planted: Planted) => void this.planted.push(planted);
    const writer = new ScanWriter(province, period, this.uploads, this.scans, plant);
    const restingInVillage = new Map<string, number>();
    for (const [index, parcel] of parcels.entries()) {
      const fate = designated.get(parcel.key);
      const label = labels.get(index);
      if (fate === undefined && !label && this.isCancelled(parcel)) {
        cancelled.push(index);
        continue;
      }
      const path = this.journeys.pathOf(parcel);
      for (const node of path) this.neededNodes.add(node.index);
      const astray = label ? undefined : this.astrayNode(parcel, path);
      const detour = this.detourOf(parcel, fate, astray);
      const steps = label
        ? this.stepsUnder(label, parcels, index)
        : this.journeys.stepsOf(parcel, detour);
      const hasDeadClock = deadClocks.has(parcel.key);
      const wrongNode = detour ? undefined : astray;
      writer.write({ parcel, index, steps, designated: fate, hasDeadClock, wrongNode });
      if (fate === undefined && !label && !hasDeadClock) this.noteHandedOver(index, parcel, steps);
      if (detour) this.notePlanned(parcel, steps, detour);
      if (parcel.isParked) this.noteParked(parcel, steps, restingInVillage);
    }
    for (const link of links) this.noteLinked(link, parcels);
    for (const code of [...parked].sort()) {
      if (!code.startsWith(options.scope)) continue;
      const note = `${restingInVillage.get(code) ?? 0} parcels came to rest at the township`;
      this.plant('parked-village', code, code, formatInstant(instantOf(period.start)), note);
    }
  }

  /** The links by the position of either parcel. */
  private labelsOf(links: readonly ParcelLink[]): ReadonlyMap<number, ParcelLink> {
    return new Map(
      links.flatMap((link) => [[link.principal, link] as const, [link.linked, link] as const]),
    );
  }

  /** One parcel moves once, whatever the numbers on it. */
  private stepsUnder(link: ParcelLink, parcels: readonly Parcel[], index: number): readonly Step[] {
    const steps = this.journeys.stepsOf(parcels[link.principal] as Parcel);
    return stepsUnderLabel(link.relation, index === link.principal, steps);
  }

  private noteLinked({ relation, principal, linked }: ParcelLink, all: readonly Parcel[]): void {
    const parcel = all[principal] as Parcel;
    const time = formatInstant(instantOf(linkedAt(parcel)));
    const note = `also ${(all[linked] as Parcel).trackingNumber}`;
    this.plant(PLANTED_AS[relation], parcel.trackingNumber, parcel.originCode, time, note);
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

  private noteHandedOver(index: number, parcel: Parcel, steps: readonly Step[]): void {
    const last = steps.at(-1) as Step;
    if (last.at >= this.period.end || !canBeAbused(this.province.draws, parcel, steps)) return;
    this.handedOver.push({ index, parcel, last });
  }

  private noteAbuse({ parcel, last }: HandedOver, abuse: HandOverAbuse | undefined): void {
    if (!abuse) return;
    const time = formatInstant(instantOf(last.at));
    const note = abuse.feeCents === undefined ? 'no proof' : `${abuse.feeCents} fen`;
    this.plant(abuse.kind, parcel.trackingNumber, last.node.placeCode, time, note);
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
