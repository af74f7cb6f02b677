import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { type ServedDay, type ServedYear, yearOf } from './served-day';

const NO_DAY = `repeat('0', 366)::bit(366)`;
const KEY = 'place_code, year, channel, direction, simulated';
const KEYS = 'unnest($1::text[], $2::int2[], $3::text[], $4::text[], $5::boolean[])';
const DAYS = 'unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::boolean[])';

/** SQL: whether the place of `t` was served on its day, as facts and visits have it. */
const IS_SERVED = `CASE t.channel
  WHEN 'visit' THEN EXISTS (
    SELECT FROM visit_weeks w WHERE w.village_code = t.place_code
      AND w.monday = date_trunc('week', t.day)::date
      AND (w.visited_days >> (t.day - w.monday)) & 1 = 1)
  ELSE EXISTS (
    SELECT FROM parcel_facts f WHERE f.is_evidence AND f.place_code = t.place_code
      AND f.day = t.day AND f.simulated = t.simulated
      AND f.kind = CASE t.channel WHEN 'handed-over' THEN 'delivered' ELSE t.channel END
      AND coalesce(f.direction, 'unstated') = t.direction)
  END`;

@Injectable()
export class VillageDayRepository {
  /**
   * Looks up each of these days again and sets its bit. The rows are locked first, in order, so that
   * two writers of one year go one after the other and the second sees what the first stored.
   */
  async recount(tx: Tx, days: readonly ServedDay[]): Promise<void> {
    const years = yearsOf(days);
    const keys = [
      years.map((y) => y.placeCode),
      years.map((y) => y.year),
      years.map((y) => y.channel),
      years.map((y) => y.direction),
      years.map((y) => y.simulated),
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
    await tx.execute(
      `WITH looked AS (
         SELECT t.place_code, extract(year FROM t.day)::int2 AS year, t.channel, t.direction,
                t.simulated, t.day - date_trunc('year', t.day)::date AS bit, ${IS_SERVED} AS served
         FROM ${DAYS} AS t(place_code, day, channel, direction, simulated)),
       found AS (
         SELECT ${KEY}, bit_or(set_bit(${NO_DAY}, bit, 1)) AS looked,
                bit_or(set_bit(${NO_DAY}, bit, served::int)) AS served
         FROM looked GROUP BY ${KEY})
       UPDATE village_days v SET days = (v.days & ~f.looked) | f.served FROM found f
       WHERE v.place_code = f.place_code AND v.year = f.year AND v.channel = f.channel
         AND v.direction = f.direction AND v.simulated = f.simulated
         AND v.days & f.looked <> f.served`,
      [
        days.map((d) => d.placeCode),
        days.map((d) => d.day),
        days.map((d) => d.channel),
        days.map((d) => d.direction),
        days.map((d) => d.simulated),
      ],
    );
  }
}

/** The bitmaps in which these days lie, each once, in the order of their keys. */
function yearsOf(days: readonly ServedDay[]): ServedYear[] {
  const years = new Map<string, ServedYear>();
  for (const { day, ...rest } of days) {
    const { placeCode, channel, direction, simulated } = rest;
    const year = yearOf(day);
    const key = `${placeCode} ${year} ${channel} ${direction} ${simulated}`;
    if (!years.has(key)) years.set(key, { ...rest, year });
  }
  return [...years.keys()].sort().map((key) => years.get(key) as ServedYear);
}
