/** What one source has under way, by kind, e.g. `{ lag: 12, outbox: 3 }`. */
export interface WorkUnderWay {
  readonly work: Readonly<Record<string, number>>;
  /**
   * Counts pieces of work begun or done. Work can hide between two stores for an instant, so only
   * two readings with total 0 and the same activity mean rest.
   */
  readonly activity?: number;
}

export type InFlightSource = () => Promise<WorkUnderWay> | WorkUnderWay;

export interface InFlight {
  /** Sum over all kinds. */
  readonly total: number;
  readonly activity: number;
  /** Kind → amount, summed over all sources. */
  readonly [kind: string]: number;
}

/** Who has work under way: each consumer's lag, each outbox, the open requests. */
export class InFlightRegistry {
  private readonly sources = new Set<InFlightSource>();

  /** Returns the function that takes the source back. */
  register(source: InFlightSource): () => void {
    this.sources.add(source);
    return () => this.sources.delete(source);
  }

  async read(): Promise<InFlight> {
    const readings = await Promise.all([...this.sources].map(async (source) => source()));
    const kinds: Record<string, number> = {};
    let total = 0;
    let activity = 0;
    for (const reading of readings) {
      activity += reading.activity ?? 0;
      for (const [kind, amount] of Object.entries(reading.work)) {
        kinds[kind] = (kinds[kind] ?? 0) + amount;
        total += amount;
      }
    }
    return { ...kinds, total, activity };
  }
}
