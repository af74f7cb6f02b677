import type { UnitVersion } from '../register/unit-version';
import type { Stretch } from './unit-stretches';

/** What has to be written so that the kept versions say what the stretches say. */
export interface VersionChanges {
  readonly added: UnitVersion[];
  readonly changed: UnitVersion[];
  readonly removed: UnitVersion[];
}

/** @param version the number of every row that is written: it grows with every act */
export function versionChanges(
  kept: ReadonlyMap<string, UnitVersion>,
  stretches: readonly Stretch[],
  version: number,
): VersionChanges {
  const added: UnitVersion[] = [];
  const changed: UnitVersion[] = [];
  const stated = new Set<string>();
  for (const stretch of stretches) {
    stated.add(stretch.versionId);
    const known = kept.get(stretch.versionId);
    if (!known) added.push({ ...stretch, version });
    else if (!isEqual(known, stretch)) changed.push({ ...stretch, version });
  }
  const gone = [...kept.values()].filter(({ versionId }) => !stated.has(versionId));
  return { added, changed, removed: gone.map((one) => ({ ...one, version })) };
}

function isEqual(a: Stretch, b: Stretch): boolean {
  return (
    a.unitId === b.unitId &&
    a.name === b.name &&
    a.kind === b.kind &&
    a.validFrom === b.validFrom &&
    a.validTo === b.validTo
  );
}
