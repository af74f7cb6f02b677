import { Injectable } from '@nestjs/common';
import type { Day, Instant } from '@youlu/vocabulary';
import type { ChangeRef } from '../lineage/change';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { UnknownUnit } from '../register/register.errors';
import type { Stretch } from '../units/unit-stretches';
import { UnitLife } from './unit-life.query';

export interface TodayOfUnit {
  /** The register that was in force on the day of the code, and the newest. */
  readonly from: Day;
  readonly to: Day;
  /**
   * Today's units that continue it: none if it ended, several if it was divided; their ids and the days
   * they held are of the time at which they were known, as the way to them is.
   */
  readonly units: readonly Stretch[];
  readonly changes: readonly ChangeRef[];
  /**
   * The unit that has the code today, where it is none of these: the code is in use again. Whether it
   * is the same place come back nobody can state, since changes lie between neighbouring editions.
   */
  readonly codeInUseAgain: Stretch | null;
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
   * @param knownAt with the registers and changes that were recorded by then; now, if left away
   * @throws NoRegisterInForce, UnknownUnit
   */
  async of(
    code: string,
    asOf: Day | undefined,
    today: Day,
    knownAt?: Instant,
  ): Promise<TodayOfUnit> {
    const to = await this.catalogue.dateInForce(today, 'asOf', knownAt);
    const dates = await this.catalogue.datesKnownAt(knownAt);
    const stated = await this.catalogue.datesThatState(code, dates);
    const day = asOf ?? stated.findLast((date) => date <= to) ?? to;
    const from = await this.catalogue.dateInForce(day, 'asOf', knownAt);
    const way = await this.succession.read(from, to, knownAt);
    const changes = way.changesFrom(code);
    const heirs = way.inheritorsOf(code);
    const units = await this.lives.onDay(heirs, to, knownAt);
    const [again] = heirs.includes(code) ? [] : await this.lives.onDay([code], to, knownAt);
    if (!stated.includes(from) && units.length === 0)
      throw new UnknownUnit(code, day, from, 'code');
    return { from, to, units, changes, codeInUseAgain: again ?? null };
  }
}
