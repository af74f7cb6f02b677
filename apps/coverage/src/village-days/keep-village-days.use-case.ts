import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import {
  type EvidenceOfDay,
  type ServedDay,
  servedDay,
  type TurnedDay,
  turnedDays,
} from './served-day';
import { type VisitedWeek, VillageDayRepository } from './village-day.repository';

const ROWS_AT_ONCE = 20_000;

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
    await this.keep(tx, turnedDays(before.map(servedDay), after.map(servedDay)));
  }

  /** Looks these days up again, whatever is kept of them. */
  async lookUp(tx: Tx, days: readonly ServedDay[]): Promise<void> {
    await this.keep(
      tx,
      days.map((day) => ({ ...day, isServed: false })),
    );
  }

  /** Visits of these weeks were counted again. */
  async afterRecounting(tx: Tx, weeks: readonly VisitedWeek[]): Promise<void> {
    for (let at = 0; at < weeks.length; at += ROWS_AT_ONCE) {
      await this.days.recountWeeks(tx, weeks.slice(at, at + ROWS_AT_ONCE));
    }
  }

  private async keep(tx: Tx, days: readonly TurnedDay[]): Promise<void> {
    for (let at = 0; at < days.length; at += ROWS_AT_ONCE) {
      await this.days.recount(tx, days.slice(at, at + ROWS_AT_ONCE));
    }
  }
}
