import { Injectable } from '@nestjs/common';
import { Heirs } from '../base-register/heirs';
import { StrayCodes } from '../base-register/stray-codes.query';
import type { WayToBase } from '../base-register/way-to-base';
import type { Succession } from '../lineage/succession/succession';
import type { Reading } from './reading';

/**
 * Counts what somebody stated of a code since a day for what the code has become: declarations, filings,
 * rulings, prescriptions, points. It is read by the register of that day or, where that does not state
 * it, by another that does: what was stated and accepted is not dropped for being early or late.
 */
@Injectable()
export class StatedCodes {
  constructor(private readonly strays: StrayCodes) {}

  /**
   * Calls `take` for each of some rows with each counted unit that it is about.
   * @param way from the register of the days from which they hold
   */
  async each<Row>(
    reading: Reading,
    way: WayToBase,
    rows: readonly Row[],
    codeOf: (row: Row) => string,
    take: (unit: number, row: Row) => void,
  ): Promise<void> {
    const { population, origins } = reading;
    const heirs = new Heirs(population, way.succession, origins);
    const missed = rows.filter((row) => !heirs.each(codeOf(row), (unit) => take(unit, row)));
    const strays = await this.strayOnes(reading, way, missed.map(codeOf));
    for (const row of missed) {
      const succession = strays.get(codeOf(row));
      if (!succession) continue;
      new Heirs(population, succession, origins).each(codeOf(row), (unit) => take(unit, row));
    }
  }

  /** How those of some codes continue that the register of their day neither states nor leads on. */
  strayOnes(
    { opened, followed }: Reading,
    way: WayToBase,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, Succession>> {
    return this.strays.read(opened.tree, followed, way, codes);
  }
}
