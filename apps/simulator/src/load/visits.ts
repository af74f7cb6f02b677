import { type Day, type HandoverPoint, addDays, dayNumber, weekdayOf } from '@youlu/vocabulary';
import { ranked } from '../province/draws';
import type { PretendProvince } from '../province/province';
import type { MailRound } from '../province/rounds';
import { type LocalMinute, ruralMinutes } from '../province/trips';
import type { Period } from './period';

const MISSED_PROBABILITY = 0.003;
/** Plans assume that the carrier leaves the station at nine. */
export const ROUND_DEPART_MINUTE = 9 * 60;
/** The visits of a day are uploaded when the carriers are back. */
export const VISITS_SENT_MINUTE = 20 * 60;

const HANDOVER: readonly (readonly [HandoverPoint, number])[] = [
  ['village-point', 45],
  ['committee', 30],
  ['shop', 20],
  ['mailbox', 5],
];

export interface Visit {
  readonly visitId: string;
  readonly roundId: string;
  readonly villageCode: string;
  readonly visitedAt: LocalMinute;
  readonly handoverPoint: HandoverPoint;
}

/** A day on which the carrier should have come and did not. */
export interface MissedRound {
  readonly round: MailRound;
  readonly day: Day;
}

/** The mail rounds of a scope as they were run. */
export class RunRounds {
  readonly rounds: readonly MailRound[];
  /** Missed in any case, so that every scope knows a missed round. */
  private readonly surelyMissed: string;

  constructor(
    private readonly province: PretendProvince,
    scope: string,
    private readonly period: Period,
  ) {
    const { draws, rounds } = province;
    this.rounds = rounds.filter((round) => round.villageCode.startsWith(scope));
    const [unlucky] = ranked(
      this.rounds,
      (round) => draws.unit(`unlucky|${round.villageCode}`),
      (round) => round.villageCode,
    );
    const week = Math.min(1, period.weeks - 1);
    this.surelyMissed = unlucky
      ? missKey(
          unlucky.villageCode,
          dayNumber(period.firstDay) + week * 7 + (unlucky.weekdays[0] as number) - 1,
        )
      : '';
  }

  /** `day` counts from 1970-01-01. */
  isMissed(villageCode: string, day: number): boolean {
    const key = missKey(villageCode, day);
    return key === this.surelyMissed || this.province.draws.chance(MISSED_PROBABILITY, key);
  }

  /** The visits of a day of the period, counted from 0, in the order of villages. */
  *visitsOn(dayOfPeriod: number): Generator<Visit> {
    const day = addDays(this.period.firstDay, dayOfPeriod);
    for (const round of this.rounds) {
      if (!round.weekdays.includes(weekdayOf(day))) continue;
      if (this.isMissed(round.villageCode, dayNumber(day))) continue;
      yield this.visit(round, day, this.period.startOfDay(dayOfPeriod));
    }
  }

  *missed(): Generator<MissedRound> {
    for (let d = 0; d < this.period.days; d++) {
      const day = addDays(this.period.firstDay, d);
      for (const round of this.rounds) {
        if (!round.weekdays.includes(weekdayOf(day))) continue;
        if (this.isMissed(round.villageCode, dayNumber(day))) yield { round, day };
      }
    }
  }

  countVisits(): number {
    let planned = 0;
    let missed = 0;
    for (const { weekdays } of this.rounds) planned += weekdays.length * this.period.weeks;
    for (const _ of this.missed()) missed += 1;
    return planned - missed;
  }

  private visit(round: MailRound, day: Day, midnight: LocalMinute): Visit {
    const { draws, geography } = this.province;
    const { roundId, villageCode } = round;
    return {
      visitId: `visit-${villageCode}-${day}`,
      roundId,
      villageCode,
      visitedAt:
        midnight +
        ROUND_DEPART_MINUTE +
        ruralMinutes(geography.villageKm(villageCode)) +
        draws.whole(0, 240, `visit|${villageCode}|${day}`),
      handoverPoint: draws.pick(HANDOVER, `handover|${villageCode}`),
    };
  }
}

function missKey(villageCode: string, day: number): string {
  return `missed|${villageCode}|${day}`;
}
