import type { Day, UnitKind } from '@youlu/vocabulary';

/** What a unit was called and where it lay from `validFrom` until the day before `validTo`. */
export interface UnitVersion {
  /**
   * Code and date of the edition that named the unit first, of those that were loaded first. It stays,
   * whatever the code does; where a change joins two units, the one loaded first gives its id.
   */
  readonly unitId: string;
  /** The same of this stretch of the unit's life alone. */
  readonly versionId: string;
  /** Grows with every change to the row, so that the newest snapshot of a version wins. */
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  /** The edition that the version is named after. */
  readonly registerDate: Day;
}

export function unitIdOf(code: string, registerDate: Day): string {
  return `${code}@${registerDate}`;
}
