import type { ChangeRef } from '../lineage/change';
import type { Succession } from '../lineage/succession/succession';
import type { Population } from '../judgement/population';

/** By which changes the facts of a unit came to it; units whose facts were written under their own code, and through no change, are not in it. */
export type Origins = Map<number, readonly ChangeRef[]>;

/**
 * Turns codes as they were written into places in a population of the base register. For the base
 * register itself that is a look-up and nothing else.
 */
export class Heirs {
  private after = -1;

  constructor(
    private readonly population: Population,
    /** From the register in force when the codes were written to the base; undefined for the base. */
    private readonly succession: Succession | undefined,
    private readonly origins: Origins,
  ) {}

  /** Calls `take` with each counted unit that a fact under `code` counts for; false if there is none. */
  each(code: string, take: (unit: number) => void): boolean {
    if (this.succession === undefined) {
      const unit = this.population.indexOf(code, this.after);
      if (unit === -1) return false;
      this.after = unit;
      take(unit);
      return true;
    }
    let isTaken = false;
    for (const heir of this.succession.inheritorsOf(code)) {
      const unit = this.population.indexOf(heir);
      if (unit === -1) continue;
      this.note(unit, this.succession.changesFrom(code));
      take(unit);
      isTaken = true;
    }
    return isTaken;
  }

  /** Codes under which facts about a unit may have been written. */
  sourcesOf(code: string): readonly string[] {
    return this.succession?.sourcesOf(code) ?? [code];
  }

  private note(unit: number, changes: readonly ChangeRef[]): void {
    if (changes.length === 0) return;
    const known = this.origins.get(unit) ?? [];
    const ids = new Set(known.map(({ changeId }) => changeId));
    const news = changes.filter(({ changeId }) => !ids.has(changeId));
    if (news.length > 0) this.origins.set(unit, [...known, ...news]);
  }
}
