import type { Edge } from './planning-network';
import { dayNumberOf, type LocalMinute, MINUTES_PER_WEEK, weekStartOf } from './week-time';

/** Plans roll over at most this many weeks: what needs longer has no path. */
export const HORIZON_MINUTES = 8 * MINUTES_PER_WEEK;
const NEVER = 0x7fffffff; // local minutes reach it in the year 6053

/** Earliest arrivals from one node at one moment, with the last ride to each node. */
export interface ArrivalTree {
  /** By position in the core; NEVER where nothing arrives within the horizon. */
  readonly arriveMinute: Int32Array;
  readonly departMinute: Int32Array;
  /** The node the last ride came from; -1 at the origin and where nothing arrives. */
  readonly cameFrom: Int32Array;
}

/**
 * The connection scan: all departures of a week in one sorted list, read once from the moment of
 * leaving and, where needed, again for the weeks that follow. A ride can be taken if the parcel is
 * there and handled by then; the first time a node is reached earlier wins, ties going to the ride
 * that stands first in the list, so the tree depends on the network alone.
 * Rule: Dibbelt, Pajor, Strasser, Wagner, "Intriguingly Simple and Fast Transit Routing", 2013.
 */
export class ConnectionScan {
  private readonly count: number;
  private readonly minutes: Int32Array;
  private readonly travel: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly validFrom: Float64Array;
  private readonly validTo: Float64Array;

  /** Edges between positions 0 … handling.length − 1; `handling` in minutes by position. */
  constructor(
    edges: readonly Edge[],
    private readonly handling: readonly number[],
  ) {
    const list = edges.flatMap(({ from, to, departures }) =>
      [...departures].map((departure) => ({ from, to, ...departure })),
    );
    list.sort(
      (a, b) =>
        a.minuteOfWeek - b.minuteOfWeek ||
        a.travelMinutes - b.travelMinutes ||
        a.from - b.from ||
        a.to - b.to,
    );
    this.count = list.length;
    this.minutes = Int32Array.from(list, (c) => c.minuteOfWeek);
    this.travel = Int32Array.from(list, (c) => c.travelMinutes);
    this.from = Int32Array.from(list, (c) => c.from);
    this.to = Int32Array.from(list, (c) => c.to);
    this.validFrom = Float64Array.from(list, (c) => c.validFrom);
    this.validTo = Float64Array.from(list, (c) => c.validTo);
  }

  /** Earliest arrivals everywhere for a parcel that can leave `origin` from `leave` on. */
  arrivalsFrom(origin: number, leave: LocalMinute): ArrivalTree {
    const size = this.handling.length;
    const tree = {
      arriveMinute: new Int32Array(size).fill(NEVER),
      departMinute: new Int32Array(size).fill(NEVER),
      cameFrom: new Int32Array(size).fill(-1),
    };
    const ready = new Int32Array(size).fill(NEVER);
    ready[origin] = leave;
    const unreached = { left: size - 1, lastArrival: leave };
    let weekStart = weekStartOf(leave);
    let first = lowerBound(this.minutes, leave - weekStart);
    for (; weekStart <= leave + HORIZON_MINUTES; weekStart += MINUTES_PER_WEEK) {
      if (this.scanWeek(weekStart, first, ready, tree, unreached)) break;
      first = 0;
    }
    return tree;
  }

  /** True once no later departure can improve anything. */
  private scanWeek(
    weekStart: LocalMinute,
    first: number,
    ready: Int32Array,
    tree: ArrivalTree,
    unreached: { left: number; lastArrival: LocalMinute },
  ): boolean {
    for (let i = first; i < this.count; i++) {
      const departs = weekStart + (this.minutes[i] as number);
      if (unreached.left === 0 && departs >= unreached.lastArrival) return true;
      const from = this.from[i] as number;
      if ((ready[from] as number) > departs) continue;
      const to = this.to[i] as number;
      const arrives = departs + (this.travel[i] as number);
      const known = tree.arriveMinute[to] as number;
      // The origin is ready before any ride returns to it, so it is never worth reaching.
      if (arrives >= known || (ready[to] as number) <= departs) continue;
      const day = dayNumberOf(departs);
      if (day < (this.validFrom[i] as number) || day >= (this.validTo[i] as number)) continue;
      if (known === NEVER) unreached.left--;
      if (arrives > unreached.lastArrival) unreached.lastArrival = arrives;
      tree.arriveMinute[to] = arrives;
      tree.departMinute[to] = departs;
      tree.cameFrom[to] = from;
      ready[to] = arrives + (this.handling[to] as number);
    }
    return false;
  }
}

export function isReached(tree: ArrivalTree, node: number): boolean {
  return tree.arriveMinute[node] !== NEVER;
}

function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
