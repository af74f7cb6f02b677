// Official days (UTC+8) and ISO weeks, by the calendar of the platform's own time zone data.
const OFFICIAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const memo = new Map();

/** The official day of an instant in ms. */
export function officialDay(ms) {
  const hour = Math.floor(ms / 3_600_000);
  let day = memo.get(hour);
  if (day === undefined) memo.set(hour, (day = OFFICIAL.format(ms)));
  return day;
}

const noon = (day) => new Date(`${day}T12:00:00Z`);

export function plusDays(day, n) {
  const date = noon(day);
  date.setUTCDate(date.getUTCDate() + n);
  return date.toISOString().slice(0, 10);
}

/** The Mondays of the last four whole ISO weeks that ended on or before a day. */
export function lastFourMondays(asOf) {
  const weekday = noon(asOf).getUTCDay(); // 0 = Sunday
  const lastSunday = plusDays(asOf, -weekday);
  return [4, 3, 2, 1].map((weeks) => plusDays(lastSunday, 1 - 7 * weeks));
}

export function mondayOf(day) {
  return plusDays(day, -((noon(day).getUTCDay() + 6) % 7));
}

/** `2020-09-01T08:00:00+08:00`, with milliseconds only where there are some. */
export function officialTime(ms) {
  const text = new Date(ms + 28_800_000).toISOString().replace('Z', '');
  return `${text.endsWith('.000') ? text.slice(0, -4) : text}+08:00`;
}
