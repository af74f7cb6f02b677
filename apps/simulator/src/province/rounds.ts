import type { Draws } from './draws';
import type { Geography } from './geography';
import type { Register } from './register';

/** 邮路班次: the weekdays on which the carrier comes to a village. */
export interface MailRound {
  readonly roundId: string;
  readonly villageCode: string;
  readonly townshipCode: string;
  /** 1 = Monday … 7 = Sunday, ascending. */
  readonly weekdays: readonly number[];
}

/** How often the carrier comes, an assumption: the farther from the county's seat, the rarer. */
export function frequencyPerWeek(townKm: number, villageKm: number): 1 | 3 | 6 {
  if (townKm <= 30 && villageKm <= 12) return 6;
  if (townKm > 150 || (townKm > 90 && villageKm > 10)) return 1;
  return 3;
}

/** A round for every administrative village: direct mail is complete, never sampled. */
export function planRounds(register: Register, geography: Geography, draws: Draws): MailRound[] {
  return register.villages.map(({ code, parentCode }) => ({
    roundId: `round-${code}`,
    villageCode: code,
    townshipCode: parentCode,
    weekdays: weekdaysOf(
      frequencyPerWeek(geography.townKm(parentCode), geography.villageKm(code)),
      draws,
      code,
    ),
  }));
}

function weekdaysOf(frequency: 1 | 3 | 6, draws: Draws, villageCode: string): number[] {
  const key = `round-days|${villageCode}`;
  if (frequency === 6) return [1, 2, 3, 4, 5, 6];
  if (frequency === 3) return draws.chance(0.5, key) ? [1, 3, 5] : [2, 4, 6];
  return [draws.whole(1, 6, key)];
}
