import type { NodeTier } from '@youlu/vocabulary';
import type { Draws } from './draws';
import { type Geography, seatOf } from './geography';
import { type Register, type RegisterRow, countyCodeOf, isTownship } from './register';
import { type Trip, planTrip } from './trips';

/** Another province: what goes there or comes from there passes its gateway. */
export interface Province {
  /** Two digits. */
  readonly code: string;
  readonly name: string;
  readonly roadKmFromUrumqi: number;
}

export interface NetworkNode {
  /** Position in the network's list. */
  readonly index: number;
  readonly nodeId: string;
  readonly tier: NodeTier;
  readonly name: string;
  readonly placeCode: string;
  readonly handlingMinutes: number;
  /** The next node towards Urumqi; -1 at the root. */
  readonly parent: number;
  readonly km: number;
  /** From the parent; absent at the root and for villages, which the mail round serves. */
  readonly down?: Trip;
  /** To the parent. */
  readonly up?: Trip;
}

const ROOT = '650102';
/** The trunk is a chain of hubs, so that there is one way between any two places. */
const HUBS: readonly (readonly [code: string, parent: string | undefined])[] = [
  [ROOT, undefined],
  ['654003', ROOT],
  ['652801', ROOT],
  ['653101', '652801'],
];

const SORTING_CENTRES = [
  '650102',
  '650203',
  '650402',
  '650502',
  '652301',
  '652701',
  '652801',
  '652901',
  '653001',
  '653101',
  '653201',
  '654002',
  '654201',
  '654301',
  '659001',
] as const;

const HANDLING_MINUTES: Readonly<Record<NodeTier, number>> = {
  gateway: 240,
  hub: 480,
  sorting: 360,
  county: 240,
  station: 60,
  village: 0,
};

/**
 * Gateways and hubs, sorting centres, county centres, township stations, village points. A tree:
 * the planned way of a parcel and the simulated one pass the same nodes.
 */
export class Network {
  readonly nodes: NetworkNode[] = [];
  private readonly byId = new Map<string, NetworkNode>();

  constructor(private readonly draws: Draws) {}

  add(tier: NodeTier, code: string, name: string, parent?: NetworkNode, km = 0): NetworkNode {
    const nodeId = `${tier}-${code}`;
    const node: NetworkNode = {
      index: this.nodes.length,
      nodeId,
      tier,
      name,
      placeCode: code,
      handlingMinutes: HANDLING_MINUTES[tier],
      parent: parent?.index ?? -1,
      km,
      ...(parent && tier !== 'village' ? planTrips(tier, nodeId, km, this.draws) : {}),
    };
    this.nodes.push(node);
    this.byId.set(nodeId, node);
    return node;
  }

  find(tier: NodeTier, code: string): NetworkNode | undefined {
    return this.byId.get(`${tier}-${code}`);
  }

  get(tier: NodeTier, code: string): NetworkNode {
    const node = this.find(tier, code);
    if (!node) throw new RangeError(`The network has no ${tier} at ${code}`);
    return node;
  }

  at(index: number): NetworkNode {
    const node = this.nodes[index];
    if (!node) throw new RangeError(`The network has no node ${index}`);
    return node;
  }

  /** The node and all above it, up to Urumqi. */
  lineage(node: NetworkNode): NetworkNode[] {
    const line = [node];
    for (let at = node; at.parent >= 0; line.push(at)) at = this.at(at.parent);
    return line;
  }

  /** The only way from one node to another, both included. */
  path(from: NetworkNode, to: NetworkNode): NetworkNode[] {
    const up = this.lineage(from);
    const down = this.lineage(to);
    const meeting = up.find((node) => down.includes(node));
    if (!meeting) throw new RangeError(`No way from ${from.nodeId} to ${to.nodeId}`);
    return [
      ...up.slice(0, up.indexOf(meeting) + 1),
      ...down.slice(0, down.indexOf(meeting)).reverse(),
    ];
  }

  /** What serves a place: village, else the station of its township, else the county centre. */
  serving(code: string): NetworkNode {
    return (
      this.find('village', code) ??
      this.find('station', code.slice(0, 9)) ??
      this.find('county', countyCodeOf(code)) ??
      this.get('gateway', code.slice(0, 2))
    );
  }

  /** Another county centre, by which a parcel for this one can go astray. */
  neighbourOf(countyCode: string): NetworkNode {
    const own = this.get('county', countyCode);
    const counties = this.nodes.filter((node) => node.tier === 'county');
    const siblings = counties.filter((node) => node.parent === own.parent);
    const ring = siblings.length > 1 ? siblings : counties;
    return ring[(ring.indexOf(own) + 1) % ring.length] as NetworkNode;
  }
}

export function buildNetwork(
  register: Register,
  geography: Geography,
  places: {
    provinces: readonly Province[];
    outlets: ReadonlySet<string>;
    expressVillages: readonly string[];
  },
  draws: Draws,
): Network {
  const network = new Network(draws);
  for (const [code, parent] of HUBS) {
    const above = parent === undefined ? undefined : network.get('hub', parent);
    const km = parent === undefined ? 0 : geography.roadKm(parent, code);
    network.add('hub', code, `${register.get(code).name}邮区中心`, above, km);
  }
  const root = network.get('hub', ROOT);
  for (const { code, name, roadKmFromUrumqi } of places.provinces) {
    network.add('gateway', code, `${name}互换口`, root, roadKmFromUrumqi);
  }
  for (const code of SORTING_CENTRES) addSortingCentre(network, register, geography, code);
  for (const county of register.counties) addCountyCentre(network, geography, county);
  for (const unit of register.stationUnits) {
    if (isTownship(unit) && !places.outlets.has(unit.code)) continue;
    const county = network.get('county', countyCodeOf(unit.code));
    network.add('station', unit.code, `${unit.name}邮政支局`, county, geography.townKm(unit.code));
  }
  for (const code of places.expressVillages) {
    const village = register.get(code);
    const station = network.get('station', village.parentCode);
    const name = `${village.name}村级站`;
    network.add('village', code, name, station, geography.villageKm(code));
  }
  return network;
}

function addSortingCentre(
  network: Network,
  register: Register,
  geography: Geography,
  code: string,
): void {
  const hub = nearest(
    HUBS.map(([hubCode]) => hubCode),
    (hubCode) => (hubCode === code ? 0 : geography.roadKm(hubCode, code)),
  );
  const name = `${register.get(code).name}处理中心`;
  network.add('sorting', code, name, network.get('hub', hub), geography.roadKm(hub, code));
}

/** 106 centres for 107 units: who has no seat of its own gets no centre either. */
function addCountyCentre(network: Network, geography: Geography, county: RegisterRow): void {
  if (county.code === '652871' && seatOf(county.code) !== county.code) return;
  const sorting = sortingCentreOf(county.code, geography);
  network.add(
    'county',
    county.code,
    `${county.name}寄递配送中心`,
    network.get('sorting', sorting),
    geography.roadKm(sorting, county.code),
  );
}

/** The prefecture's own, unless another is not half as far: 乌苏 does not sort in 塔城. */
function sortingCentreOf(countyCode: string, geography: Geography): string {
  const km = (code: string) => (code === countyCode ? 0 : geography.roadKm(code, countyCode));
  const closest = nearest(SORTING_CENTRES, km);
  const own = SORTING_CENTRES.find((code) => code.slice(0, 4) === countyCode.slice(0, 4));
  if (own === undefined || own.startsWith('6590')) return closest;
  return km(closest) * 2 < km(own) ? closest : own;
}

function nearest(codes: readonly string[], km: (code: string) => number): string {
  return [...codes].sort((a, b) => km(a) - km(b) || (a < b ? -1 : 1))[0] as string;
}

function planTrips(
  tier: NodeTier,
  nodeId: string,
  km: number,
  draws: Draws,
): { down: Trip; up: Trip } {
  return {
    down: planTrip(tier, 'down', nodeId, km, draws),
    up: planTrip(tier, 'up', nodeId, km, draws),
  };
}
