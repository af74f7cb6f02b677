import type { MovedCode } from './moved-codes';
import { knownFacts } from '../evidence/known-facts.query';
import { knownWeeks } from '../evidence/visits/visit-counts.query';

/**
 * SQL fragments that read places as units of one register, under whichever code they were written at
 * the time: $1 the place asked about, $2 and $3 the days, $7 to $10 the codes that are others on the
 * register and $11 those of them that are within the place.
 */
const MOVED = 'unnest($7::text[], $8::text[], $9::date[], $10::date[]) AS';

const meaning = (alias: string, column: string, day: string): string =>
  `LEFT JOIN ${MOVED} ${alias}(written, place, first, last)
    ON ${alias}.written = ${column} AND ${day} BETWEEN ${alias}.first AND ${alias}.last`;

/** A unit of the register lies within the place asked about; ':' comes after '9'. */
export const within = (column: string): string => `${column} >= $1 AND ${column} < $1 || ':'`;

/** What may be within it by the code that was written, which an index knows. */
export const mayBeWithin = (column: string): string =>
  `(${within(column)} OR ${column} = ANY($11::text[]))`;

/**
 * The facts of parcels from a day on, that of the stretch if nothing else is said, with `at` the unit
 * they are at and `bound_for` the one they are addressed to.
 */
export function factsOnRegister(knownAtParameter: number | undefined, since = '$2'): string {
  return `(SELECT f.*, coalesce(p.place, f.place_code) AS at,
      coalesce(d.place, f.destination_code) AS bound_for
    FROM ${knownFacts(knownAtParameter)} f
    ${meaning('p', 'f.place_code', 'f.day')}
    ${meaning('d', 'f.destination_code', 'f.day')}
    WHERE f.day BETWEEN ${since} AND $3)`;
}

/** The weeks of visits of each unit, from a Monday on; their codes are read by the Monday. */
export function weeksOnRegister(knownAtParameter: number | undefined, since = '$2'): string {
  const asked = `${mayBeWithin('village_code')} AND monday BETWEEN ${since} AND $3`;
  return `(SELECT coalesce(p.place, w.village_code) AS unit, w.monday,
      bit_or(w.visited_days::int4) AS visited_days,
      bit_or(w.simulated_days::int4) AS simulated_days, bool_or(w.simulated_days <> 0) AS simulated
    FROM ${knownWeeks(asked, knownAtParameter)} w
    ${meaning('p', 'w.village_code', 'w.monday')}
    WHERE ${asked} GROUP BY 1, 2)`;
}

/** The rows of a list of units; their codes are read by the day on which they begin to be valid. */
export function listedOnRegister(table: 'declarations' | 'mail_prescriptions'): string {
  return `(SELECT l.*, coalesce(p.place, l.unit_code) AS unit
    FROM ${table} l ${meaning('p', 'l.unit_code', 'l.valid_from')}
    WHERE ${mayBeWithin('l.unit_code')})`;
}

/** The codes that are, or were written as, a place, what lies within it, or what it lies in. */
export function movedNear(place: string, moved: readonly MovedCode[]): MovedCode[] {
  const isNear = (code: string): boolean => code.startsWith(place) || place.startsWith(code);
  return moved.filter((one) => isNear(one.written) || isNear(one.place));
}

/** $7 to $11 of a question about `place`. */
export function movedParams(place: string, moved: readonly MovedCode[]): unknown[] {
  const inPlace = moved.filter((one) => one.place.startsWith(place));
  return [
    moved.map(({ written }) => written),
    moved.map((one) => one.place),
    moved.map(({ from }) => from),
    moved.map(({ to }) => to),
    [...new Set(inPlace.map(({ written }) => written))],
  ];
}
