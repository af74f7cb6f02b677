import type { RegisterRow } from '../../apps/coverage/src/register/register-row';
import { kindOfDivision } from '@youlu/vocabulary';
import { readEdition } from './registers.mjs';

/** An edition that ships with the project as rows of a register, by the short name of the sample. */
export function editionRows(name: string): RegisterRow[] {
  return [...readEdition(name).values()].map((unit) => {
    const kind = kindOfDivision(unit.code, unit.name);
    if (!kind) throw new Error(`${unit.code} ${unit.name} is of no known kind`);
    const { code, level, parent } = unit;
    return { code, name: unit.name, level, parentCode: parent === '' ? null : parent, kind };
  });
}

/** Its rows of some provinces. */
export function rowsWithin(
  rows: readonly RegisterRow[],
  provinces: ReadonlySet<string>,
): RegisterRow[] {
  return rows.filter(({ code }) => provinces.has(code.slice(0, 2)));
}
