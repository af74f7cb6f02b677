interface Kept<Value> {
  readonly value: Promise<Value>;
  /** 0 until it is there. */
  units: number;
}

/**
 * Things that are made once and kept, as far as there is room: room is counted in units of the
 * register, for a nation is thirty provinces. What was asked for last stays longest, and stays alone
 * where it is larger than the room.
 */
export class KeptByUnits<Key, Value> {
  private readonly kept = new Map<Key, Kept<Value>>();

  constructor(
    private readonly unitsMax: number,
    private readonly unitsOf: (value: Value) => number,
  ) {}

  find(key: Key): Promise<Value> | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    this.kept.delete(key); // so that it becomes the youngest
    this.kept.set(key, found);
    return found.value;
  }

  /** Who asks meanwhile waits for it; what could not be made is asked for again next time. */
  keep(key: Key, value: Promise<Value>): Promise<Value> {
    const kept: Kept<Value> = { value, units: 0 };
    this.kept.delete(key);
    this.kept.set(key, kept);
    value.then(
      (made) => {
        kept.units = this.unitsOf(made);
        this.makeRoom(kept);
      },
      () => {
        if (this.kept.get(key) === kept) this.kept.delete(key); // the caller sees the error
      },
    );
    return value;
  }

  forget(isStale: (key: Key) => boolean): void {
    for (const key of this.kept.keys()) if (isStale(key)) this.kept.delete(key);
  }

  private makeRoom(newest: Kept<Value>): void {
    let units = 0;
    for (const one of this.kept.values()) units += one.units;
    for (const [key, one] of this.kept) {
      if (units <= this.unitsMax) return;
      if (one === newest || one.units === 0) continue;
      this.kept.delete(key);
      units -= one.units;
    }
  }
}
