import { Injectable } from '@nestjs/common';
import { addDays, type Day, type Instant, isoWeekOf } from '@youlu/vocabulary';
import type { MovedCode } from '../base-register/moved-codes';
import { heirsOf } from '../base-register/other-codes';
import { movedNear } from '../base-register/places-on-register.query';
import { partIn, type RegisterPeriod } from '../base-register/register-periods';
import type { WayToBase } from '../base-register/way-to-base';
import { WaysToBase } from '../base-register/ways-to-base.query';
import { ALWAYS_FROM, ALWAYS_TO } from '../base-register/written-code';
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
    const ways = await this.waysTo(registerDate, stretch);
    return ways.flatMap(({ period, succession }) => {
      const scans = partIn(stretch, period);
      const visits = partIn(stretch, weeksOf(period));
      if (!scans && !visits) return [];
      const sources = succession?.sourcesOf(code) ?? [code];
      return sources.map((place) => ({ place, scans, visits, knownAt }));
    });
  }

  /**
   * The codes in and around a place under which another unit of a register was written, and when: each
   * by the register in force at the time, as a figure counts it. What nothing continues is not among them.
   * @throws UnknownRegister
   */
  async moved(place: string, registerDate: Day, stretch: Stretch): Promise<MovedCode[]> {
    const ways = await this.waysTo(registerDate, stretch);
    const codes = new Set(ways.flatMap(({ succession }) => succession?.moved() ?? []));
    const moved = ways.flatMap((way) => {
      const [from, to] = [way.period.from ?? ALWAYS_FROM, way.period.to ?? ALWAYS_TO];
      return [...codes].flatMap((written) => {
        const heirs = heirsOf(way, written);
        if (heirs.length === 1 && heirs[0] === written) return [];
        return heirs.map((heir) => ({ written, place: heir, from, to }));
      });
    });
    return movedNear(place, moved);
  }

  private async waysTo(registerDate: Day, { to, knownAt }: Stretch): Promise<readonly WayToBase[]> {
    const loaded = await this.catalogue.datesKnownAt();
    if (!loaded.includes(registerDate)) throw new UnknownRegister(registerDate, loaded);
    return this.base.read(registerDate, to, knownAt);
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
  modes: Telling['modes'],
): Telling {
  const codes = parts.flatMap(({ place, scans }) =>
    scans ? [{ written: place, unit: code, ...scans }] : [],
  );
  return { from, to, codes, modes };
}

/** The whole weeks that begin in a period: each is the period's of its Monday. */
function weeksOf({ register, from, to }: RegisterPeriod): RegisterPeriod {
  return {
    register,
    from: from === null ? null : isoWeekOf(addDays(from, 6)).monday,
    to: to === null ? null : addDays(isoWeekOf(to).monday, 6),
  };
}
