import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { ChangesInForce } from '../changes/changes-in-force.query';
import { EditionRows } from '../register/edition-rows.query';
import { regionOf } from '../register/register-row';
import { StretchesOfRegion } from '../units/stretches-of-region.query';
import type { Stretch } from '../units/unit-stretches';

/** What was known at an instant: the editions that had been loaded, and the acts recorded. */
interface Known {
  readonly loaded: readonly { readonly date: Day; readonly ordinal: number }[];
  readonly acts: number;
}

/** A code and what editions call it. */
export interface StatedCode {
  readonly code: string;
  readonly names: readonly string[];
}

/** The first of the codes in question after one, by code, that one of these editions states. */
export type StatedCodes = (
  dates: readonly Day[],
  after: string,
  size: number,
) => Promise<readonly StatedCode[]>;

/** A page is filled in few steps, though many of the codes may not have stood on the day. */
const STEP_GROWTH = 4;
const STEP_MAX = 2_000;

/**
 * The lives of units as they were known at an instant: put together from the editions that had been
 * loaded and the changes that were in force then, by the rule that makes the lives of now; of the codes
 * that are asked for and those that changes tie them to, since no others bear on them.
 */
@Injectable()
export class LivesAsKnown {
  constructor(
    private readonly db: Database,
    private readonly editions: EditionRows,
    private readonly changes: ChangesInForce,
    private readonly stretches: StretchesOfRegion,
  ) {}

  /** The stretches of every unit that had a code, on a day or ever; by unit, oldest first. */
  async of(code: string, day: Day | null, knownAt: Instant): Promise<Stretch[]> {
    const all = await this.read([code], await this.knownBy(knownAt));
    const isMeant = (one: Stretch): boolean =>
      one.code === code && (day === null || holds(one, day));
    const ids = new Set(all.filter(isMeant).map(({ unitId }) => unitId));
    return all.filter(({ unitId }) => ids.has(unitId)).sort(byUnitThenDay);
  }

  /** The units that these codes meant on a day, by code. */
  async onDay(codes: readonly string[], day: Day, knownAt: Instant): Promise<Stretch[]> {
    return this.standing(codes, day, await this.knownBy(knownAt));
  }

  /** The first units after a code, by code, that were called on a day what the codes are stated with. */
  async page(
    stated: StatedCodes,
    { day, knownAt }: { day: Day; knownAt: Instant },
    after: string,
    limit: number,
  ): Promise<Stretch[]> {
    const known = await this.knownBy(knownAt);
    const dates = around(known, day);
    const found: Stretch[] = [];
    for (let [last, size] = [after, limit]; ; size = Math.min(size * STEP_GROWTH, STEP_MAX)) {
      const codes = await stated(dates, last, size);
      const names = new Map(codes.map((one) => [one.code, one.names]));
      const units = await this.standing([...names.keys()], day, known);
      found.push(...units.filter(({ code, name }) => names.get(code)?.includes(name)));
      const next = codes.at(-1);
      if (!next || codes.length < size || found.length >= limit) return found.slice(0, limit);
      last = next.code;
    }
  }

  private async standing(codes: readonly string[], day: Day, known: Known): Promise<Stretch[]> {
    const asked = new Set(codes);
    const all = await this.read(codes, known);
    return all.filter((one) => asked.has(one.code) && holds(one, day)).sort(byCode);
  }

  /** Region by region, as lives are made: no change ties two of them. */
  private async read(codes: readonly string[], { loaded, acts }: Known): Promise<Stretch[]> {
    if (codes.length === 0) return [];
    const tied = await this.changes.tiedTo(this.db, codes);
    const all: Stretch[] = [];
    for (const region of new Set(tied.map(regionOf))) {
      const some = tied.filter((code) => regionOf(code) === region);
      all.push(...(await this.stretches.read(this.db, loaded, region, { acts, codes: some })));
    }
    return all;
  }

  private async knownBy(knownAt: Instant): Promise<Known> {
    const { dates, acts } = await this.changes.knownBy(this.db, knownAt);
    const loaded = await this.editions.loaded(this.db);
    return { loaded: loaded.filter(({ date }) => dates.includes(date)), acts };
  }
}

/**
 * The editions before and after a day: one of them states what stood on it, since a change took effect
 * between the two that it lies between.
 */
function around({ loaded }: Known, day: Day): Day[] {
  const before = loaded.findLastIndex(({ date }) => date <= day);
  return loaded.slice(Math.max(before, 0), before + 2).map(({ date }) => date);
}

function holds({ validFrom, validTo }: Stretch, day: Day): boolean {
  return validFrom <= day && (validTo === null || day < validTo);
}

function byCode(a: Stretch, b: Stretch): number {
  return a.code < b.code ? -1 : 1;
}

function byUnitThenDay(a: Stretch, b: Stretch): number {
  if (a.unitId !== b.unitId) return a.unitId < b.unitId ? -1 : 1;
  return a.validFrom < b.validFrom ? -1 : 1;
}
