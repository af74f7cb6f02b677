import { type Day, INDICATORS } from '@youlu/vocabulary';
import type { DoorClient } from '../doors/door.client';
import type { CoverageRows, RateRow, UnitRow } from './coverage-rows';

/** Levels that are added up to, by the digits of the place asked for. */
const LEVELS: Readonly<Record<number, readonly string[]>> = {
  2: ['region', 'prefecture', 'group', 'county'],
  4: ['prefecture', 'group', 'county', 'unit4'],
  6: ['county', 'unit4'],
  9: ['unit4'],
};

/** Reads rates and units by the public doors, as anybody can. */
export async function readCoverage(
  doors: DoorClient,
  scope: string,
  asOf: Day,
): Promise<CoverageRows> {
  const rates: RateRow[] = [];
  const units: UnitRow[] = [];
  for (const indicator of INDICATORS) {
    const asked = `indicator=${indicator}&unit=${scope}&asOf=${asOf}&limit=1000`;
    for (const level of LEVELS[scope.length] ?? []) {
      const path = `/v1/coverage/rates?${asked}&level=${level}`;
      rates.push(...(await doors.all<RateRow>('coverage', path)));
    }
    units.push(...(await doors.all<UnitRow>('coverage', `/v1/coverage/units?${asked}`)));
  }
  return { scope, asOf, rates, units };
}
