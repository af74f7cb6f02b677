import type { Day, UnitKind } from '@youlu/vocabulary';
import type { RegisterRow } from './register-row';

/** What a unit was called and where it lay from `validFrom` until the day before `validTo`. */
export interface UnitVersion {
  /** Code and date of the edition that first named the unit; never changes, whatever the code does. */
  readonly unitId: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly registerDate: Day;
}

export function unitIdOf(code: string, firstRegisterDate: Day): string {
  return `${code}@${firstRegisterDate}`;
}

/** The versions that the first edition opens: all begin on its date and are open. */
export function openingVersions(rows: readonly RegisterRow[], registerDate: Day): UnitVersion[] {
  return rows.map((row) => ({
    unitId: unitIdOf(row.code, registerDate),
    version: 1,
    code: row.code,
    name: row.name,
    level: row.level,
    kind: row.kind,
    parentCode: row.parentCode,
    validFrom: registerDate,
    validTo: null,
    registerDate,
  }));
}

/** Whether the version holds on a day: [validFrom, validTo). */
export function holdsOn(version: Pick<UnitVersion, 'validFrom' | 'validTo'>, day: Day): boolean {
  return version.validFrom <= day && (version.validTo === null || day < version.validTo);
}
