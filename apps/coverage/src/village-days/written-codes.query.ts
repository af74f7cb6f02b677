import { Injectable } from '@nestjs/common';
import { addDays, type Day, type Instant, isoWeekOf } from '@youlu/vocabulary';
import { partIn, type RegisterPeriod } from '../base-register/register-periods';
import { WaysToBase } from '../base-register/ways-to-base.query';
import type { Telling } from '../evidence/told-twice.query';
import type { Stretch } from '../evidence/evidence-in-window.query';
import { RegisterCatalogue } from '../register/register-catalogue.query';
import { NoRegisterInForce, UnknownRegister, UnknownUnit } from '../register/register.errors';

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

  /**
   * Of a place without a day: that the register asked for states it, or any that is loaded. One that
   * carriers wrote and no register states has its days all the same, so it is not asked about.
   * @throws UnknownUnit, NoRegisterInForce
   */
  async mustBeStated(code: string, day: Day, registerDate: Day | undefined): Promise<void> {
    const loaded = await this.catalogue.datesKnownAt();
    const asked = registerDate === undefined ? loaded : [registerDate];
    const last = asked.at(-1);
    if (last === undefined) throw new NoRegisterInForce(day, null, 'code');
    if ((await this.catalogue.datesThatState(code, asked)).length > 0) return;
    throw new UnknownUnit(code, day, last, 'code');
  }
}

/** What other waybills tell of the place `code` of parts, under whichever of its codes. */
export function tellingOf(
  code: string,
  { from, to }: Days,
  parts: readonly WrittenPart[],
): Telling {
  const codes = parts.flatMap(({ place, scans }) =>
    scans ? [{ written: place, unit: code, ...scans }] : [],
  );
  return { from, to, codes, modes: null };
}

/** The whole weeks that begin in a period: each is the period's of its Monday. */
function weeksOf({ register, from, to }: RegisterPeriod): RegisterPeriod {
  return {
    register,
    from: from === null ? null : isoWeekOf(addDays(from, 6)).monday,
    to: to === null ? null : addDays(isoWeekOf(to).monday, 6),
  };
}
