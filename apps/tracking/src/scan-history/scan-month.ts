import { type Instant, dayOf, startOfDay } from '@youlu/vocabulary';

/**
 * The table a scan is kept in: a month of official time, or one of two open ends for clocks that
 * cannot be right. Old months leave the database whole, so nothing else may decide where a scan lies.
 */
export interface ScanMonth {
  /** `2020-09`, `before-2015` or `from-2036`. */
  readonly name: string;
  /** First instant of the month; undefined where it is open. */
  readonly from: Instant | undefined;
  /** First instant after it; undefined where it is open. */
  readonly until: Instant | undefined;
}

const FIRST_DAY = '2015-01-01';
const LAST_YEAR = 2035;

const BEFORE_ALL: ScanMonth = {
  name: 'before-2015',
  from: undefined,
  until: startOfDay(FIRST_DAY),
};
const AFTER_ALL: ScanMonth = {
  name: 'from-2036',
  from: startOfDay(`${LAST_YEAR + 1}-01-01`),
  until: undefined,
};

/** The month of an instant; months are interned, so they can be compared and used as keys. */
export function monthOf(instant: Instant): ScanMonth {
  if (holds(last, instant)) return last;
  if (holds(BEFORE_ALL, instant)) return (last = BEFORE_ALL);
  if (holds(AFTER_ALL, instant)) return (last = AFTER_ALL);
  return (last = namedMonth(dayOf(instant).slice(0, 7)));
}

/**
 * The month `YYYY-MM`, or an open end by its name.
 * @throws RangeError at any other text
 */
export function namedMonth(name: string): ScanMonth {
  if (name === BEFORE_ALL.name) return BEFORE_ALL;
  if (name === AFTER_ALL.name) return AFTER_ALL;
  const month = months.get(name) ?? monthBetween(name);
  months.set(name, month);
  return month;
}

/** The month's table in the schema of tracking; safe inside SQL. */
export const tableOf = ({ name }: ScanMonth): string => `scans_${name.replace('-', '_')}`;

const months = new Map<string, ScanMonth>();
/** Scans come mostly in the order of time, so the last answer is mostly the next one. */
let last: ScanMonth = BEFORE_ALL;

function holds({ from, until }: ScanMonth, instant: Instant): boolean {
  return (from === undefined || instant >= from) && (until === undefined || instant < until);
}

function monthBetween(name: string): ScanMonth {
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(name) ?? [];
  const isKept = Number(year) >= Number(FIRST_DAY.slice(0, 4)) && Number(year) <= LAST_YEAR;
  if (!isKept) throw new RangeError(`Not a month that scans are kept in: '${name}'`);
  const next = month === '12' ? `${Number(year) + 1}-01` : `${year}-${two(Number(month) + 1)}`;
  return { name, from: startOfDay(`${name}-01`), until: startOfDay(`${next}-01`) };
}

const two = (n: number): string => String(n).padStart(2, '0');
