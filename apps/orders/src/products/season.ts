import { addDays, type Day, isDay } from '@youlu/vocabulary';

/** A month and a day, `MM-DD`, of any year. */
type MonthDay = string;

/** A season of every year, both ends included; it crosses the year end if it ends before it starts. */
export interface Season {
  readonly seasonStart: MonthDay;
  readonly seasonEnd: MonthDay;
}

/** A season of one year: from ≤ day < to. */
export interface SeasonWindow {
  readonly from: Day;
  readonly to: Day;
}

/** Whether a day falls in the season. Apples are sold from October to February. */
export function isInSeason({ seasonStart, seasonEnd }: Season, day: Day): boolean {
  const monthDay = day.slice(5);
  return seasonStart <= seasonEnd
    ? seasonStart <= monthDay && monthDay <= seasonEnd
    : seasonStart <= monthDay || monthDay <= seasonEnd;
}

/** The season that `asOf` falls in, or else the last one that ended before it. */
export function latestSeason(season: Season, asOf: Day): SeasonWindow {
  const { seasonStart, seasonEnd } = season;
  const thisYear = Number(asOf.slice(0, 4));
  const startYear = dayOfYear(thisYear, seasonStart) <= asOf ? thisYear : thisYear - 1;
  const endYear = seasonStart <= seasonEnd ? startYear : startYear + 1;
  return {
    from: dayOfYear(startYear, seasonStart),
    to: addDays(dayOfYear(endYear, seasonEnd), 1),
  };
}

/** In a year without it (02-29, or an end of month sent as 31), the last day of that month. */
function dayOfYear(year: number, monthDay: MonthDay): Day {
  const [month, day] = monthDay.split('-').map(Number) as [number, number];
  for (let last = day; last > 28; last--) {
    const text = textOf(year, month, last);
    if (isDay(text)) return text;
  }
  return textOf(year, month, Math.min(day, 28));
}

function textOf(year: number, month: number, day: number): Day {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
