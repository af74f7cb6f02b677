import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { ChangesInForce } from '../changes/changes-in-force.query';
import { KeptByUnits } from '../region-reads/kept-by-units';
import { EditionRows } from '../register/edition-rows.query';
import { StretchesOfRegion } from '../units/stretches-of-region.query';
import type { Stretch } from '../units/unit-stretches';

/** Four provinces with eight editions each, some 30 MB. */
const STRETCHES_KEPT_MAX = 150_000;
const REGION_DIGITS = 2;

/**
 * The lives of units as they were known at an instant: put together from the editions that had been
 * loaded and the changes that were in force then, by the rule that makes the lives of now. What was
 * known once does not change, so it is kept.
 */
@Injectable()
export class LivesAsKnown {
  private readonly kept = new KeptByUnits<string, readonly Stretch[]>(
    STRETCHES_KEPT_MAX,
    ({ length }) => length,
  );

  constructor(
    private readonly db: Database,
    private readonly editions: EditionRows,
    private readonly changes: ChangesInForce,
    private readonly stretches: StretchesOfRegion,
  ) {}

  /** The stretches of every unit that had a code, on a day or ever; by unit, oldest first. */
  async of(code: string, day: Day | null, knownAt: Instant): Promise<Stretch[]> {
    const all = await this.ofRegion(code.slice(0, REGION_DIGITS), knownAt);
    const isMeant = (one: Stretch): boolean =>
      one.code === code && (day === null || holds(one, day));
    const ids = new Set(all.filter(isMeant).map(({ unitId }) => unitId));
    return all.filter(({ unitId }) => ids.has(unitId)).sort(byUnitThenDay);
  }

  private async ofRegion(region: string, knownAt: Instant): Promise<readonly Stretch[]> {
    const { dates, acts } = await this.changes.knownBy(this.db, knownAt);
    const key = `${region} ${acts} ${dates.join(' ')}`;
    const read = async (): Promise<readonly Stretch[]> => {
      const loaded = await this.editions.loaded(this.db);
      const known = loaded.filter(({ date }) => dates.includes(date));
      return this.stretches.read(this.db, known, region, { acts });
    };
    return this.kept.find(key) ?? this.kept.keep(key, read());
  }
}

function holds({ validFrom, validTo }: Stretch, day: Day): boolean {
  return validFrom <= day && (validTo === null || day < validTo);
}

function byUnitThenDay(a: Stretch, b: Stretch): number {
  if (a.unitId !== b.unitId) return a.unitId < b.unitId ? -1 : 1;
  return a.validFrom < b.validFrom ? -1 : 1;
}
