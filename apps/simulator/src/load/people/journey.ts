import type { ScanKind } from '@youlu/vocabulary';
import type { Network, NetworkNode } from '../../province/network';
import type { PretendProvince } from '../../province/province';
import { type LocalMinute, type Trip, nextDeparture, ruralMinutes } from '../../province/trips';
import type { ParcelDraft } from './parcel';
import { type RunRounds, ROUND_DEPART_MINUTE } from '../visits';

/** Something that happens to a parcel, and would be scanned. */
export interface Step {
  readonly kind: ScanKind;
  readonly node: NetworkNode;
  readonly at: LocalMinute;
  readonly consent?: boolean;
}

/** A wrong turn on the way: to which county centre, and whether the parcel stays there. */
export interface Detour {
  readonly astray: NetworkNode;
  readonly isStuck: boolean;
}

type Writer = (kind: ScanKind, node: NetworkNode, at: LocalMinute, consent?: boolean) => void;

/** Moves parcels by the timetables; every delay is drawn by the parcel's own key. */
export class Journeys {
  private readonly paths = new Map<string, readonly NetworkNode[]>();
  private readonly roundTrips: ReadonlyMap<string, { out: Trip; back: Trip }>;
  private readonly network: Network;

  constructor(
    private readonly province: PretendProvince,
    private readonly runRounds: RunRounds,
  ) {
    this.network = province.network;
    this.roundTrips = new Map(
      province.rounds.map(({ villageCode, weekdays }) => {
        const travelMinutes = ruralMinutes(province.geography.villageKm(villageCode));
        const out = { weekdays, departMinute: ROUND_DEPART_MINUTE, travelMinutes };
        return [villageCode, { out, back: { ...out, departMinute: 11 * 60 } }];
      }),
    );
  }

  pathOf(parcel: ParcelDraft): readonly NetworkNode[] {
    const from = this.network.serving(parcel.originCode);
    const to = this.network.serving(parcel.destinationCode);
    const key = `${from.index}>${to.index}`;
    let path = this.paths.get(key);
    if (!path) this.paths.set(key, (path = this.network.path(from, to)));
    return path;
  }

  /** All that happens to a parcel until it rests, in order of time, whatever the period's end. */
  stepsOf(parcel: ParcelDraft, detour?: Detour): Step[] {
    const steps: Step[] = [];
    const write: Writer = (kind, node, at, consent) =>
      steps.push({ kind, node, at, ...(consent === undefined ? {} : { consent }) });
    const path = detour ? this.astray(parcel, detour) : this.pathOf(parcel);
    const draw = (low: number, high: number, what: string) =>
      this.province.draws.whole(low, high, `${parcel.key}|${what}`);

    let here = path[0] as NetworkNode;
    let at = parcel.readyAt + draw(10, 150, 'accepted');
    write('accepted', here, at);
    if (this.isReturnedAtOnce(parcel)) {
      write('returning', here, at + draw(20, 60, 'sent-back'));
      write('returned', here, at + draw(90, 600, 'back'));
      return steps;
    }
    for (let hop = 1; hop < path.length; hop++) {
      const next = path[hop] as NetworkNode;
      if (next.tier === 'village') break;
      const trip = this.tripBetween(here, next);
      const leaves = nextDeparture(trip, at + here.handlingMinutes, this.daysOff(here));
      write('departed', here, leaves + draw(0, 6, `departs${hop}`));
      at = leaves + trip.travelMinutes + draw(7, 30, `arrives${hop}`);
      write('arrived', next, at);
      here = next;
    }
    if (detour?.isStuck !== true) this.end(parcel, path.at(-1) as NetworkNode, here, at, write);
    return steps;
  }

  private end(
    parcel: ParcelDraft,
    destination: NetworkNode,
    here: NetworkNode,
    at: LocalMinute,
    write: Writer,
  ): void {
    if (parcel.isParked) return this.park(parcel, here, at, write);
    if (destination.tier === 'village')
      return this.endInVillage(parcel, here, destination, at, write);
    if (here.tier === 'station') return this.endAtStation(parcel, here, at, write);
    const { draws } = this.province;
    const out = at + draws.whole(240, 1200, `${parcel.key}|out`);
    write('out-for-delivery', here, out);
    write('delivered', here, out + draws.whole(30, 360, `${parcel.key}|signed`));
  }

  /** The abuse: held or signed for at the township, though addressed to a village. */
  private park(parcel: ParcelDraft, station: NetworkNode, at: LocalMinute, write: Writer): void {
    const { draws } = this.province;
    const rests = at + draws.whole(90, 1200, `${parcel.key}|parks`);
    if (draws.chance(0.3, `${parcel.key}|signs`)) return write('delivered', station, rests);
    write('held-at-station', station, rests, draws.chance(0.4, `${parcel.key}|consents`));
  }

  private endAtStation(
    parcel: ParcelDraft,
    station: NetworkNode,
    at: LocalMinute,
    write: Writer,
  ): void {
    const { draws } = this.province;
    const rests = at + draws.whole(60, 600, `${parcel.key}|shelved`);
    const fetched = rests + draws.whole(120, 3600, `${parcel.key}|fetched`);
    const how = draws.unit(`${parcel.key}|how`);
    if (how < 0.2) write('held-at-station', station, rests, true);
    else if (how < 0.3) write('in-locker', station, rests, true);
    write('delivered', station, fetched);
  }

  private endInVillage(
    parcel: ParcelDraft,
    station: NetworkNode,
    village: NetworkNode,
    at: LocalMinute,
    write: Writer,
  ): void {
    const { draws } = this.province;
    const { out } = this.roundTripsOf(village);
    const ride = (ready: LocalMinute, attempt: number): LocalMinute => {
      const leaves = nextDeparture(out, ready, this.daysOff(village));
      write('out-for-delivery', station, leaves);
      return leaves + out.travelMinutes + draws.whole(5, 90, `${parcel.key}|door${attempt}`);
    };
    const there = ride(at + station.handlingMinutes, 1);
    const how = draws.unit(`${parcel.key}|how`);
    if (how < 0.1) {
      write('held-at-station', village, there, true);
      write('delivered', village, there + draws.whole(120, 4320, `${parcel.key}|fetched`));
    } else if (how < 0.13) {
      write('attempted', village, there);
      write('delivered', village, ride(there + 720, 2));
    } else if (how < 0.137) {
      write('attempted', village, there);
      write('returning', station, there + draws.whole(300, 600, `${parcel.key}|refused`));
    } else {
      write('delivered', village, there);
    }
  }

  /** Down from the sorting centre to the wrong county and, unless it stays, back and on. */
  private astray(parcel: ParcelDraft, { astray, isStuck }: Detour): readonly NetworkNode[] {
    const path = this.pathOf(parcel);
    const turn = path.findIndex(
      (node, i) => node.tier === 'sorting' && path[i + 1]?.tier === 'county',
    );
    if (turn < 0) throw new RangeError(`Parcel ${parcel.key} passes no sorting centre`);
    const there = this.network.path(path[turn] as NetworkNode, astray).slice(1);
    const way = [...path.slice(0, turn + 1), ...there];
    if (isStuck) return way;
    return [...way, ...this.network.path(astray, path.at(-1) as NetworkNode).slice(1)];
  }

  private isReturnedAtOnce(parcel: ParcelDraft): boolean {
    return (
      parcel.direction === 'outbound' && this.province.draws.chance(0.004, `${parcel.key}|regrets`)
    );
  }

  private tripBetween(from: NetworkNode, to: NetworkNode): Trip {
    if (from.tier === 'village') return this.roundTripsOf(from).back;
    const trip = to.parent === from.index ? to.down : from.up;
    if (!trip) throw new RangeError(`Nothing runs from ${from.nodeId} to ${to.nodeId}`);
    return trip;
  }

  private roundTripsOf(village: NetworkNode): { out: Trip; back: Trip } {
    const trips = this.roundTrips.get(village.placeCode);
    if (!trips) throw new RangeError(`No round goes to ${village.nodeId}`);
    return trips;
  }

  /** A parcel does not travel on a round that was missed. */
  private daysOff({ tier, placeCode }: NetworkNode): ((day: number) => boolean) | undefined {
    return tier === 'village' ? (day) => this.runRounds.isMissed(placeCode, day) : undefined;
  }
}
