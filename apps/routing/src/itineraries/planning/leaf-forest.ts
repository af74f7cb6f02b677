import type { Edge, PlanningNetwork } from './planning-network';

const NONE = -1;

/**
 * Rural post is mostly trees: a village hangs on its station, a station on its county centre. The
 * forest is what comes off when nodes with a single neighbour are taken away again and again; what
 * stays is the *core*, where there is more than one way and a search is needed. On a tree the way
 * between two nodes is the only one, and riding it greedily arrives first (waiting is free).
 */
export class LeafForest {
  /** The next node towards the core, or -1 at a root. */
  private readonly parent: Int32Array;
  private readonly depth: Int32Array;
  private readonly rootOf: Int32Array;
  private readonly up: (Edge | undefined)[];
  private readonly down: (Edge | undefined)[];
  private readonly inCore: Uint8Array;

  constructor(network: PlanningNetwork) {
    const size = network.nodes.length;
    this.parent = new Int32Array(size).fill(NONE);
    this.depth = new Int32Array(size);
    this.rootOf = Int32Array.from({ length: size }, (_, node) => node);
    this.up = Array.from({ length: size }, () => undefined);
    this.down = Array.from({ length: size }, () => undefined);
    this.inCore = new Uint8Array(size).fill(1);

    const peeled = this.peel(neighboursOf(network));
    for (let i = peeled.length - 1; i >= 0; i--) this.settle(peeled[i] as number);
    for (const edge of network.edges) {
      if (this.parent[edge.from] === edge.to) this.up[edge.from] = edge;
      if (this.parent[edge.to] === edge.from) this.down[edge.to] = edge;
    }
  }

  isCore(node: number): boolean {
    return this.inCore[node] === 1;
  }

  /** The node where the tree of `node` meets the core (or its top, where there is no core). */
  root(node: number): number {
    return this.rootOf[node] as number;
  }

  /**
   * The edges from `node` up to its ancestor, or undefined where nothing ever leaves upwards.
   */
  climb(node: number, ancestor: number): Edge[] | undefined {
    const edges: Edge[] = [];
    for (let at = node; at !== ancestor; at = this.parent[at] as number) {
      const edge = this.up[at];
      if (!edge) return undefined;
      edges.push(edge);
    }
    return edges;
  }

  /** The edges from an ancestor down to `node`, or undefined where nothing ever goes there. */
  descend(ancestor: number, node: number): Edge[] | undefined {
    const edges: Edge[] = [];
    for (let at = node; at !== ancestor; at = this.parent[at] as number) {
      const edge = this.down[at];
      if (!edge) return undefined;
      edges.push(edge);
    }
    return edges.reverse();
  }

  /** Where the ways of two nodes of one tree meet. */
  meeting(a: number, b: number): number {
    let [x, y] = [a, b];
    while (x !== y) {
      if ((this.depth[x] as number) >= (this.depth[y] as number)) x = this.parent[x] as number;
      else y = this.parent[y] as number;
    }
    return x;
  }

  private peel(neighbours: Set<number>[]): number[] {
    const order: number[] = [];
    const queue = neighbours.flatMap((around, node) => (around.size <= 1 ? [node] : []));
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as number;
      this.inCore[node] = 0;
      order.push(node);
      for (const next of neighbours[node] as Set<number>) {
        this.parent[node] = next;
        const around = neighbours[next] as Set<number>;
        around.delete(node);
        if (around.size === 1) queue.push(next);
      }
    }
    return order;
  }

  /** Called from the roots outwards, so the parent is settled. */
  private settle(node: number): void {
    const parent = this.parent[node] as number;
    if (parent === NONE) return;
    this.depth[node] = (this.depth[parent] as number) + 1;
    this.rootOf[node] = this.rootOf[parent] as number;
  }
}

function neighboursOf(network: PlanningNetwork): Set<number>[] {
  const neighbours = network.nodes.map(() => new Set<number>());
  for (const { from, to } of network.edges) {
    neighbours[from]?.add(to);
    neighbours[to]?.add(from);
  }
  return neighbours;
}
