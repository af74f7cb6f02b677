import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { addDays, type Day } from '@youlu/vocabulary';
import { type EvidenceOfDay, type ServedDay, servedDay, turnedDays } from './served-day';
import { VillageDayRepository } from './village-day.repository';

const DAYS_AT_ONCE = 20_000;
const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** Keeps the bitmaps of days in the transaction that changes what they are made of. */
@Injectable()
export class KeepVillageDays {
  constructor(private readonly days: VillageDayRepository) {}

  /** Evidence of some parcels was replaced: days that came or went are looked up again. */
  async afterReplacing(
    tx: Tx,
    before: readonly EvidenceOfDay[],
    after: readonly EvidenceOfDay[],
  ): Promise<void> {
    const turned = turnedDays(before.map(servedDay), after.map(servedDay));
    await this.lookUp(tx, turned);
  }

  /** Looks these days up again, whatever is kept of them. */
  async lookUp(tx: Tx, days: readonly ServedDay[]): Promise<void> {
    for (let at = 0; at < days.length; at += DAYS_AT_ONCE) {
      await this.days.recount(tx, days.slice(at, at + DAYS_AT_ONCE));
    }
  }

  /** Visits of these weeks were counted again. */
  async afterRecounting(
    tx: Tx,
    weeks: readonly { readonly villageCode: string; readonly monday: Day }[],
  ): Promise<void> {
    const days = weeks.flatMap(({ villageCode, monday }) =>
      WEEK.map((i) => ({
        placeCode: villageCode,
        day: addDays(monday, i),
        channel: 'visit' as const,
        direction: 'unstated' as const,
        simulated: false,
      })),
    );
    await this.lookUp(tx, days);
  }
}
