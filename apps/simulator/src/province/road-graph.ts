export interface RoadEdge {
  readonly from: string;
  readonly to: string;
  readonly roadKm: number;
  /** Whether lorries may use it for line haul. */
  readonly isTruckRoad: boolean;
}

/** Roads between county seats and waypoints, in whole hectometres so that sums are exact. */
export class RoadGraph {
  private readonly neighbours = new Map<string, { to: string; hectometres: number }[]>();
  private readonly distances = new Map<string, ReadonlyMap<string, number>>();

  constructor(edges: Iterable<RoadEdge>) {
    for (const { from, to, roadKm, isTruckRoad } of edges) {
      if (!isTruckRoad) continue;
      const hectometres = Math.round(roadKm * 10);
      this.add(from, to, hectometres);
      this.add(to, from, hectometres);
    }
  }

  /** Shortest way in km; undefined where no lorry gets through. */
  distanceKm(from: string, to: string): number | undefined {
    let known = this.distances.get(from);
    if (!known) this.distances.set(from, (known = this.shortestFrom(from)));
    const hectometres = known.get(to);
    return hectometres === undefined ? undefined : hectometres / 10;
  }

  private add(from: string, to: string, hectometres: number): void {
    const list = this.neighbours.get(from) ?? [];
    list.push({ to, hectometres });
    this.neighbours.set(from, list);
  }

  /** Dijkstra without a heap: the graph has about 120 points. */
  private shortestFrom(start: string): ReadonlyMap<string, number> {
    const settled = new Map<string, number>();
    const open = new Map<string, number>([[start, 0]]);
    while (open.size > 0) {
      let nearest = '';
      let least = Infinity;
      for (const [point, length] of open) {
        if (length < least) [nearest, least] = [point, length];
      }
      open.delete(nearest);
      settled.set(nearest, least);
      for (const { to, hectometres } of this.neighbours.get(nearest) ?? []) {
        if (settled.has(to)) continue;
        const length = least + hectometres;
        if (length < (open.get(to) ?? Infinity)) open.set(to, length);
      }
    }
    return settled;
  }
}
