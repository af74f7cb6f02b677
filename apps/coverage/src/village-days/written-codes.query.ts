import { Injectable } from '@nestjs/common';
import { addDays, type Day, type Instant, isoWeekOf } from '@youlu/vocabulary';
import { partIn, type RegisterPeriod } from '../base-register/register-periods';
import { WaysToBase } from '../base-register/ways-to-base.query';
import type { Stretch } from '../evidence/evidence-in-window.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { UnknownRegister } from '../register/register.errors';

interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** The days on which a place was written under a code, undefined where there are none. */
export interface WrittenPart {
  readonly place: string;
  /** Scans: their code is read by the register in force on the day. */
  readonly scans: Days | undefined;
  /** Visits: their code is read by the register in force on the Monday of the week. */
  readonly visits: Days | undefined;
  readonly knownAt: Instant | undefined;
}

/** Under which codes, and when, scans and visits about a place of a register were written. */
@Injectable()
export class WrittenCodes {
  constructor(
    private readonly base: WaysToBase,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  /**
   * Without a register the code is meant as it is written.
   * @throws UnknownRegister
   */
  async of(
    code: string,
    { registerDate, ...stretch }: Stretch & { readonly registerDate?: Day | undefined },
  ): Promise<WrittenPart[]> {
    const { knownAt } = stretch;
    if (registerDate === undefined) {
      return [{ place: code, scans: stretch, visits: stretch, knownAt }];
    }
    const loaded = await this.catalogue.datesKnownAt();
    if (!loaded.includes(registerDate)) throw new UnknownRegister(registerDate, loaded);
    const ways = await this.base.read(registerDate, stretch.to, knownAt);
    return ways.flatMap(({ period, succession }) => {
      const scans = partIn(stretch, period);
      const visits = partIn(stretch, weeksOf(period));
      if (!scans && !visits) return [];
      const sources = succession?.sourcesOf(code) ?? [code];
      return sources.map((place) => ({ place, scans, visits, knownAt }));
    });
  }
}

/** The whole weeks that begin in a period: each is the period's of its Monday. */
function weeksOf({ register, from, to }: RegisterPeriod): RegisterPeriod {
  return {
    register,
    from: from === null ? null : isoWeekOf(addDays(from, 6)).monday,
    to: to === null ? null : addDays(isoWeekOf(to).monday, 6),
  };
}
