import type { Day, UnitKind } from '@youlu/vocabulary';
import type { RegisterRow } from './register-row';

/** What a unit was called and where it lay from `validFrom` until the day before `validTo`. */
export interface UnitVersion {
  /** Code and date of the edition that first named the unit; never changes, whatever the code does. */
  readonly unitId: string;
  /** Grows with every change to the row, so that the newest snapshot of a unit wins. */
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

/** The versions that an edition opens: all begin on its date and are open. */
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

/** What an edition changes: versions that are new, and standing ones whose validity moved. */
export interface EditionChanges {
  readonly opened: UnitVersion[];
  readonly moved: UnitVersion[];
}

/**
 * Lays an edition beside those loaded (docs/decisions/0015). A unit that both state with the same
 * code, name, kind and parent is the same unit, and holds on in both. Everything else is another
 * unit: what only the neighbouring edition states ends where the later one begins, and what only
 * this one states is opened under an id of its own. No rename, move or recode is ever guessed.
 *
 * `standing` are the versions that hold on `neighbour`, the loaded edition next in time; all loaded
 * editions lie on the same side of `registerDate`.
 */
export function layBeside(
  standing: readonly UnitVersion[],
  neighbour: Day,
  rows: readonly RegisterRow[],
  registerDate: Day,
): EditionChanges {
  const isLater = neighbour < registerDate;
  const stated = new Map(rows.map((row) => [row.code, row]));
  const moved: UnitVersion[] = [];
  for (const unit of standing) {
    const row = stated.get(unit.code);
    const livesOn = row !== undefined && statesTheSame(unit, row);
    if (livesOn) stated.delete(unit.code);
    const version = unit.version + 1;
    if (isLater && !livesOn) moved.push({ ...unit, version, validTo: registerDate });
    if (!isLater && livesOn) moved.push({ ...unit, version, validFrom: registerDate });
  }
  const validTo = isLater ? null : neighbour;
  const opened = openingVersions([...stated.values()], registerDate);
  return { opened: opened.map((version) => ({ ...version, validTo })), moved };
}

function statesTheSame(unit: UnitVersion, row: RegisterRow): boolean {
  return (
    unit.code === row.code &&
    unit.name === row.name &&
    unit.kind === row.kind &&
    unit.parentCode === row.parentCode
  );
}

/** Whether the version holds on a day: [validFrom, validTo). */
export function holdsOn(version: Pick<UnitVersion, 'validFrom' | 'validTo'>, day: Day): boolean {
  return version.validFrom <= day && (version.validTo === null || day < version.validTo);
}
