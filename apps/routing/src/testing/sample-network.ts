import { fnv1a32, mix32, type NodeTier } from '@youlu/vocabulary';
import type {
  LinkRow,
  NetworkRows,
  NodeRow,
  RoundRow,
  TimetableRow,
} from '../network/rows/network-rows';

/** Networks for tests and benchmarks: pure functions of their seed. */
export class NetworkBuilder implements NetworkRows {
  readonly nodes: NodeRow[] = [];
  readonly links: LinkRow[] = [];
  readonly timetables: TimetableRow[] = [];
  readonly rounds: RoundRow[] = [];

  node(nodeId: string, tier: NodeTier, placeCode: string, change: Partial<NodeRow> = {}): this {
    const handlingMinutes =
      { gateway: 0, hub: 480, sorting: 360, county: 240 }[tier as 'hub'] ?? 60;
    const opensOn = '2020-01-01';
    const [closesOn, simulated] = [null, true];
    const row = { nodeId, tier, name: nodeId, placeCode, handlingMinutes, opensOn, closesOn };
    this.nodes.push({ ...row, simulated, ...change });
    return this;
  }

  trip(
    fromNodeId: string,
    toNodeId: string,
    weekdays: number[],
    departMinute: number,
    travelMinutes: number,
    change: Partial<TimetableRow> = {},
  ): this {
    const linkId = `${fromNodeId}>${toNodeId}`;
    if (!this.links.some((link) => link.linkId === linkId)) {
      this.links.push({ linkId, fromNodeId, toNodeId, distanceKm: 1, simulated: true });
    }
    return this.trips(linkId, weekdays, departMinute, travelMinutes, change);
  }

  /** There and back again on the same days, the way back leaving four hours later. */
  pair(a: string, b: string, weekdays: number[], departMinute: number, travelMinutes: number) {
    for (const [from, to, depart] of [
      [a, b, departMinute],
      [b, a, (departMinute + 240) % 1440],
    ] as const) {
      const linkId = `${from}>${to}`;
      this.links.push({ linkId, fromNodeId: from, toNodeId: to, distanceKm: 1, simulated: true });
      this.trips(linkId, weekdays, depart, travelMinutes);
    }
    return this;
  }

  round(roundId: string, villageCode: string, stationNodeId: string, weekdays: number[]): this {
    const [from, to, simulated] = ['2020-01-01', null, true] as const;
    this.rounds.push({ roundId, villageCode, stationNodeId, weekdays, from, to, simulated });
    return this;
  }

  private trips(
    linkId: string,
    weekdays: number[],
    departMinute: number,
    travelMinutes: number,
    change: Partial<TimetableRow> = {},
  ): this {
    const timetableId = `${linkId}#${this.timetables.length}`;
    const row = { timetableId, linkId, weekdays, departMinute, travelMinutes };
    this.timetables.push({ ...row, from: '2020-01-01', to: null, simulated: true, ...change });
    return this;
  }
}

const DAILY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [DAILY, [1, 3, 5], [3], [6, 7]] as const;

/**
 * Nothing like a tree: `size` nodes, about `degree` trips from each to any other, some dated, some
 * nodes closing, some rides overtaking others, some nodes cut off.
 */
export function tangledNetwork(size: number, degree: number, seed: string): NetworkRows {
  const draw = (key: string, below: number) => mix32(fnv1a32(`${seed}|${key}`)) % below;
  const network = new NetworkBuilder();
  for (let i = 0; i < size; i++) {
    network.node(`n${i}`, 'county', String(650100 + i), {
      handlingMinutes: draw(`handling${i}`, 300),
      closesOn: draw(`closes${i}`, 20) === 0 ? '2020-09-10' : null,
    });
  }
  for (let i = 0; i < size; i++) {
    const trips = draw(`lonely${i}`, 10) === 0 ? 1 : degree;
    for (let k = 0; k < trips; k++) {
      const to = draw(`to${i}.${k}`, size);
      if (to === i) continue;
      const dated = draw(`dated${i}.${k}`, 4);
      network.trip(
        `n${i}`,
        `n${to}`,
        [...(WEEKDAYS[draw(`days${i}.${k}`, WEEKDAYS.length)] as number[])],
        draw(`depart${i}.${k}`, 1440),
        1 + draw(`travel${i}.${k}`, 4000),
        dated === 0 ? { from: '2020-09-09' } : dated === 1 ? { to: '2020-09-12' } : {},
      );
    }
  }
  return network;
}

export interface ProvinceShape {
  sortingPerHub: number;
  countiesPerSorting: number;
  stationsPerCounty: number;
  villagesPerStation: number;
  gateways: number;
}

/**
 * Shaped like the scenario: four hubs and their sorting centres meshed by trunk trips, county centres,
 * stations, village points, some villages by timetable, some by their round, and gateways at hub 1.
 */
export function provinceNetwork(shape: ProvinceShape, seed: string): NetworkRows {
  const draw = (key: string, below: number) => mix32(fnv1a32(`${seed}|${key}`)) % below;
  const network = new NetworkBuilder();
  const sortings: string[] = [];
  for (let h = 1; h <= 4; h++) {
    network.node(`hub-${h}`, 'hub', `65990${h}`);
    for (let g = 1; g < h; g++) network.pair(`hub-${g}`, `hub-${h}`, DAILY, 120 * h, 600 + 90 * g);
    for (let s = 1; s <= shape.sortingPerHub; s++) {
      const sorting = `sorting-65${h}${s}`;
      network.node(sorting, 'sorting', `65${h}${s}01`);
      network.pair(`hub-${h}`, sorting, DAILY, draw(sorting, 1440), 200 + draw(`t${sorting}`, 500));
      const before = sortings.at(-1); // a road past the hubs
      if (before) network.pair(before, sorting, [2, 4, 6], 600, 300 + draw(`x${sorting}`, 400));
      sortings.push(sorting);
    }
  }
  for (let g = 0; g < shape.gateways; g++) {
    network.node(`gateway-${g}`, 'gateway', `${11 + g}0000`);
    network.pair('hub-1', `gateway-${g}`, DAILY, 1200, 2000 + 100 * g);
  }
  for (const sorting of sortings) {
    for (let c = 0; c < shape.countiesPerSorting; c++) {
      addCounty(network, sorting, `${sorting.slice(8)}${10 + c}`, shape, draw);
    }
  }
  return network;
}

function addCounty(
  network: NetworkBuilder,
  sorting: string,
  code: string,
  shape: ProvinceShape,
  draw: (key: string, below: number) => number,
): void {
  const county = `county-${code}`;
  network.node(county, 'county', code);
  network.pair(sorting, county, DAILY, draw(`d${code}`, 1440), 60 + draw(`t${code}`, 500));
  for (let s = 0; s < shape.stationsPerCounty; s++) {
    const town = `${code}${200 + s}`;
    const station = `station-${town}`;
    network.node(station, 'station', town);
    const days = [DAILY, [1, 3, 5], [2]][draw(`w${town}`, 3)] as number[];
    network.pair(county, station, days, 420 + draw(`d${town}`, 300), 30 + draw(`t${town}`, 240));
    for (let v = 0; v < shape.villagesPerStation; v++) {
      const village = `${town}${200 + v}`;
      const rounds = [DAILY.slice(0, 6), [1, 3, 5], [4]][draw(`r${village}`, 3)] as number[];
      network.round(`round-${village}`, village, station, rounds);
      network.node(`village-${village}`, 'village', village, { handlingMinutes: 10 });
      if (draw(`l${village}`, 2) === 0) {
        network.pair(station, `village-${village}`, rounds, 540, 10 + draw(`t${village}`, 90));
      }
    }
  }
}
