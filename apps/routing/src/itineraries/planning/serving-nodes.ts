import { type NodeTier, parentPrefix } from '@youlu/vocabulary';
import type { PlanningNetwork, PlanningNode } from './planning-network';

/** Which end of a plan a node is looked for: a village point must be left or reached by something. */
export type PlanEnd = 'origin' | 'destination';

/** Of several nodes in one place the first of these serves it. */
const ENCLOSING: readonly NodeTier[] = ['village', 'station', 'county', 'sorting', 'hub'];

/**
 * The node that serves a place: the one in the smallest division around it that is open that day:
 * the village's point, else the station of its township, else the county centre. A county without
 * a centre is served by the sorting centre of its prefecture. A place in another province is
 * served by the gateway that leads to its prefecture or province.
 */
export class ServingNodes {
  private readonly byPlace = new Map<string, number[]>();
  private readonly byPrefecture = new Map<string, number[]>();
  private readonly gateways = new Map<string, number[]>();
  private readonly canEnd: Record<PlanEnd, ReadonlySet<number>>;
  private readonly remembered = new Map<string, readonly number[]>();

  constructor(private readonly network: PlanningNetwork) {
    this.canEnd = {
      origin: new Set(network.edges.map(({ from }) => from)),
      destination: new Set(network.edges.map(({ to }) => to)),
    };
    network.nodes.forEach((node, index) => {
      const place = trimmed(node.placeCode);
      if (node.tier === 'gateway') return push(this.gateways, place, index);
      push(this.byPlace, place, index);
      if (node.tier === 'sorting' || node.tier === 'hub') {
        push(this.byPrefecture, node.placeCode.slice(0, 4), index);
      }
    });
  }

  /** Position of the node in the network, or undefined where none serves the place. */
  serving(placeCode: string, dayNumber: number, end: PlanEnd): number | undefined {
    const key = end + placeCode;
    let candidates = this.remembered.get(key);
    if (!candidates) this.remembered.set(key, (candidates = this.candidates(placeCode, end)));
    return candidates.find((index) => {
      const node = this.network.nodes[index] as PlanningNode;
      return node.openFrom <= dayNumber && dayNumber < node.openTo;
    });
  }

  /** Every node that could serve the place, the best first. */
  private candidates(placeCode: string, end: PlanEnd): number[] {
    const places = enclosing(placeCode);
    const around = places.flatMap((place) => this.ranked(this.byPlace.get(place) ?? []));
    const prefecture = this.ranked(this.byPrefecture.get(placeCode.slice(0, 4)) ?? []);
    const gateways = places.flatMap((place) => this.gateways.get(place) ?? []);
    return [...around, ...prefecture, ...gateways].filter(
      (index) => this.tierOf(index) !== 'village' || this.canEnd[end].has(index),
    );
  }

  private ranked(indexes: readonly number[]): number[] {
    const rank = (index: number) => ENCLOSING.indexOf(this.tierOf(index));
    return [...indexes].sort((a, b) => rank(a) - rank(b) || a - b);
  }

  private tierOf(index: number): NodeTier {
    return (this.network.nodes[index] as PlanningNode).tier;
  }
}

/** The code and all that enclose it, the smallest first, each as short as it can be written. */
function enclosing(placeCode: string): string[] {
  const places: string[] = [];
  for (let code: string | undefined = trimmed(placeCode); code; code = parentPrefix(code)) {
    places.push(code);
  }
  return places;
}

/** `330000` is province 33 and `330100` prefecture 3301, written with six digits. */
function trimmed(placeCode: string): string {
  return placeCode.length === 6 ? placeCode.replace(/(00)+$/, '') : placeCode;
}

function push(map: Map<string, number[]>, key: string, index: number): void {
  const list = map.get(key);
  if (list) list.push(index);
  else map.set(key, [index]);
}
