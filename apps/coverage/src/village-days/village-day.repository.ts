import { Injectable } from '@nestjs/common';
import { type Tx, binaryColumn } from '@youlu/persistence';
import { addDays, type Day } from '@youlu/vocabulary';
import { daysKeptAs } from '../evidence/visits/visit-counts.query';
import { type ServedDay, type ServedYear, type TurnedDay, yearOf } from './served-day';

/** A week of a village whose visits were counted. */
export interface VisitedWeek {
  readonly villageCode: string;
  readonly monday: Day;
}

const NO_DAY = `repeat('0', 366)::bit(366)`;
const KEY = 'place_code, year, channel, direction, mode, simulated';
const KEYS = 'unnest($1::text[], $2::int2[], $3::text[], $4::text[], $5::text[], $6::boolean[])';
const DAYS =
  'unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::boolean[])';

/**
 * SQL: whether the place of `t` was served on its day, as facts and visits have it. Who has just
 * stored evidence of a day need not look for it: one that takes some away waits for the row, and
 * then finds it.
 */
const IS_SERVED = `CASE
  WHEN t.is_served THEN true
  WHEN t.channel = 'visit' THEN EXISTS (
    SELECT FROM visit_weeks w WHERE w.village_code = t.place_code
      AND w.monday = date_trunc('week', t.day)::date
      AND ((${daysKeptAs('t.simulated')}) >> (t.day - w.monday)) & 1 = 1)
  ELSE EXISTS (
    SELECT FROM parcel_facts f WHERE f.is_evidence AND f.place_code = t.place_code
      AND f.day = t.day AND f.simulated = t.simulated
      AND f.kind = CASE t.channel WHEN 'handed-over' THEN 'delivered' ELSE t.channel END
      AND coalesce(f.direction, 'unstated') = t.direction
      AND coalesce(f.mode, 'unstated') = t.mode)
  END`;

/** SQL: the seven days of a week, Monday first: a roll-up has Monday in its lowest bit. */
const MONDAY_FIRST = `concat(${[0, 1, 2, 3, 4, 5, 6].map((i) => `(kept_days >> ${i}) & 1`).join(', ')})::bit(7)`;

/** SQL: each of the weeks of $1 and $2 in each year that it touches, simulated days apart. */
const SPLIT_WEEKS = `SELECT w.village_code AS place_code, y.year, s.simulated, 'visit' AS channel,
    'unstated' AS direction, 'unstated' AS mode, w.monday - make_date(y.year, 1, 1) AS offset_days,
    ${daysKeptAs('s.simulated')} AS kept_days
  FROM unnest($1::text[], $2::date[]) AS k(village_code, monday)
  JOIN visit_weeks w USING (village_code, monday)
  CROSS JOIN LATERAL (
    SELECT extract(year FROM w.monday)::int AS year
    UNION SELECT extract(year FROM w.monday + 6)::int) y
  CROSS JOIN (VALUES (false), (true)) AS s(simulated)`;

/** SQL: seven bits at their place in the bitmap of `year`, without the days of its neighbours. */
const inYear = (week: string): string =>
  `(CASE WHEN offset_days < 0 THEN ${week}::bit(366) << -offset_days ELSE ${week}::bit(366) >> offset_days END
    & ~set_bit(${NO_DAY}, 365, (make_date(year, 12, 31) - make_date(year, 1, 1) < 365)::int))`;

/** SQL: what was looked up takes the place of what was kept. */
const KEEP_FOUND = `UPDATE village_days v SET days = (v.days & ~f.looked) | f.served FROM found f
  WHERE v.place_code = f.place_code AND v.year = f.year AND v.channel = f.channel
    AND v.direction = f.direction AND v.mode = f.mode AND v.simulated = f.simulated
    AND v.days & f.looked <> f.served`;

@Injectable()
export class VillageDayRepository {
  /** Looks up each of these days again, where it is not known to be served, and sets its bit. */
  async recount(tx: Tx, days: readonly TurnedDay[]): Promise<void> {
    await lockYears(tx, yearsOf(days));
    await tx.execute(
      `WITH looked AS (
         SELECT t.place_code, extract(year FROM t.day)::int2 AS year, t.channel, t.direction,
                t.mode, t.simulated, t.day - date_trunc('year', t.day)::date AS bit, ${IS_SERVED} AS served
         FROM ${DAYS} AS t(place_code, day, channel, direction, mode, simulated, is_served)),
       found AS (
         SELECT ${KEY}, bit_or(set_bit(${NO_DAY}, bit, 1)) AS looked,
                bit_or(set_bit(${NO_DAY}, bit, served::int)) AS served
         FROM looked GROUP BY ${KEY})
       ${KEEP_FOUND}`,
      [
        binaryColumn('text', days, (d) => d.placeCode),
        binaryColumn('date', days, (d) => d.day),
        binaryColumn('text', days, (d) => d.channel),
        binaryColumn('text', days, (d) => d.direction),
        binaryColumn('text', days, (d) => d.mode),
        binaryColumn('bool', days, (d) => d.simulated),
        binaryColumn('bool', days, (d) => d.isServed),
      ],
    );
  }

  /**
   * Takes over the days of whole weeks from the roll-up of visits, seven at a time. Of simulated visits
   * and others there is a bitmap where there is a day: most places have visits of one sort only.
   */
  async recountWeeks(tx: Tx, weeks: readonly VisitedWeek[]): Promise<void> {
    const keys = [
      binaryColumn('text', weeks, (w) => w.villageCode),
      binaryColumn('date', weeks, (w) => w.monday),
    ];
    await tx.execute(
      `INSERT INTO village_days (${KEY}, days)
       SELECT DISTINCT ${KEY}, ${NO_DAY} FROM (${SPLIT_WEEKS}) split
       WHERE kept_days <> 0 ORDER BY ${KEY}
       ON CONFLICT (${KEY}) DO NOTHING`,
      keys,
    );
    await lockYearsOfVisits(tx, weeks);
    await tx.execute(
      `WITH found AS (
         SELECT ${KEY}, bit_or(${inYear(`b'1111111'`)}) AS looked,
                bit_or(${inYear(MONDAY_FIRST)}) AS served
         FROM (${SPLIT_WEEKS}) split GROUP BY ${KEY})
       ${KEEP_FOUND}`,
      keys,
    );
  }
}

/**
 * Bitmaps are locked first, in order, so that two writers of one year go one after the other and the
 * second sees what the first stored.
 */
async function lockYears(tx: Tx, years: readonly ServedYear[]): Promise<void> {
  const keys = [
    binaryColumn('text', years, (y) => y.placeCode),
    binaryColumn('int2', years, (y) => y.year),
    binaryColumn('text', years, (y) => y.channel),
    binaryColumn('text', years, (y) => y.direction),
    binaryColumn('text', years, (y) => y.mode),
    binaryColumn('bool', years, (y) => y.simulated),
  ];
  await tx.execute(
    `INSERT INTO village_days (${KEY}, days) SELECT k.*, ${NO_DAY} FROM ${KEYS} k
     ON CONFLICT (${KEY}) DO NOTHING`,
    keys,
  );
  await tx.query(
    `SELECT FROM village_days v JOIN ${KEYS} AS k(${KEY}) USING (${KEY})
     ORDER BY ${KEY} FOR UPDATE OF v`,
    keys,
  );
}

/** The bitmaps in which these days lie, each once, in the order of their keys. */
function yearsOf(days: readonly ServedDay[]): ServedYear[] {
  return inOrder(
    days.map(({ placeCode, day, channel, direction, mode, simulated }) => {
      return { placeCode, year: yearOf(day), channel, direction, mode, simulated };
    }),
  );
}

/** The same of visits, simulated or not, as far as there are bitmaps. A week may lie in two years. */
async function lockYearsOfVisits(tx: Tx, weeks: readonly VisitedWeek[]): Promise<void> {
  const years = weeks.flatMap(({ villageCode, monday }) => {
    const touched = new Set([yearOf(monday), yearOf(addDays(monday, 6))]);
    return [...touched].map((year) => ({ villageCode, year }));
  });
  const distinct = [...new Map(years.map((y) => [`${y.villageCode} ${y.year}`, y])).values()];
  await tx.query(
    `SELECT FROM village_days v JOIN unnest($1::text[], $2::int2[]) AS k(place_code, year)
       USING (place_code, year)
     WHERE channel = 'visit' ORDER BY ${KEY} FOR UPDATE OF v`,
    [
      binaryColumn('text', distinct, (y) => y.villageCode),
      binaryColumn('int2', distinct, (y) => y.year),
    ],
  );
}

function inOrder(years: readonly ServedYear[]): ServedYear[] {
  const byKey = new Map(
    years.map((y) => [
      `${y.placeCode} ${y.year} ${y.channel} ${y.direction} ${y.mode} ${y.simulated}`,
      y,
    ]),
  );
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as ServedYear);
}
