import { Injectable } from '@nestjs/common';
import type { Day } from '@youlu/vocabulary';
import type { ChangeRef } from '../lineage/change';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { UnknownUnit } from '../register/register.errors';
import type { UnitVersion } from '../register/unit-version';
import { UnitLife } from './unit-life.query';

export interface TodayOfUnit {
  /** The register that was in force on the day of the code, and the newest. */
  readonly from: Day;
  readonly to: Day;
  /** Today's units that continue it: none if it ended, several if it was divided. */
  readonly units: readonly UnitVersion[];
  readonly changes: readonly ChangeRef[];
}

/** What an old code is today. */
@Injectable()
export class UnitToday {
  constructor(
    private readonly catalogue: RegisterCatalogue,
    private readonly succession: SuccessionBetween,
    private readonly lives: UnitLife,
  ) {}

  /**
   * @param asOf the day on which the code was written; the last day it meant anything, if left away
   * @throws NoRegisterInForce, UnknownUnit
   */
  async of(code: string, asOf: Day | undefined, today: Day): Promise<TodayOfUnit> {
    const to = await this.catalogue.dateInForce(today, 'asOf');
    const day = asOf ?? (await this.lastDayOf(code, to));
    const from = await this.catalogue.dateInForce(day, 'asOf');
    const way = await this.succession.read(from, to);
    const changes = way.changesFrom(code);
    const units = await this.lives.onDay(way.inheritorsOf(code), to);
    const known = (await this.lives.onDay([code], from)).length > 0;
    if (!known && units.length === 0) throw new UnknownUnit(code, day, from, 'code');
    return { from, to, units, changes };
  }

  /** A day of the last edition that states the code. */
  private async lastDayOf(code: string, newest: Day): Promise<Day> {
    const versions = (await this.lives.of(code)).filter((version) => version.code === code);
    const last = versions.at(-1);
    if (!last || last.validTo === null) return newest;
    const dates = await this.catalogue.datesKnownAt();
    return dates.findLast((date) => date < (last.validTo ?? newest)) ?? newest;
  }
}
