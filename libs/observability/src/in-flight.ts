/** How much work of one sort is still under way, e.g. rows in an outbox. */
export type InFlightCount = () => Promise<number> | number;

export interface InFlight {
  /** Sum of all parts: 0 means that nothing is under way. */
  total: number;
  openRequests: number;
  /** Kind of work (`lag`, `outbox`) → amount, summed over all who registered it. */
  [kind: string]: number;
}

/** Who has work under way: each consumer's lag, each outbox, the open requests. */
export class InFlightRegistry {
  private readonly contributors: { kind: string; count: InFlightCount }[] = [];

  /** Several contributors may count the same kind; the returned function takes this one back. */
  register(kind: string, count: InFlightCount): () => void {
    const contributor = { kind, count };
    this.contributors.push(contributor);
    return () => {
      const index = this.contributors.indexOf(contributor);
      if (index >= 0) this.contributors.splice(index, 1);
    };
  }

  async read(): Promise<InFlight> {
    const counts = await Promise.all(this.contributors.map((c) => c.count()));
    const answer: InFlight = { total: 0, openRequests: 0 };
    this.contributors.forEach(({ kind }, i) => {
      const count = counts[i] ?? 0;
      answer[kind] = (answer[kind] ?? 0) + count;
      answer.total += count;
    });
    return answer;
  }
}
