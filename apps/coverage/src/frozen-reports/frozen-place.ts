import { assertUnreachable } from '@youlu/vocabulary';
import type { UnitLevel } from '../register/unit-level';
import type { FrozenUnit } from './frozen-unit';

/** The sets behind a rate, as integers; `excluded` stands outside the denominator. */
export interface FrozenTally {
  denominator: number;
  declared: number;
  observed: number;
  declaredOnly: number;
  contradicted: number;
  notServed: number;
  unknown: number;
  excluded: number;
  /** Observed, though nobody declares it. */
  undeclared: number;
  /** Declared units on which evidence has spoken. */
  measured: number;
}

export interface FrozenPlace extends FrozenTally {
  readonly code: string;
  readonly name: string;
  readonly level: UnitLevel;
}

export const TALLY_COLUMNS = [
  'denominator',
  'declared',
  'observed',
  'declaredOnly',
  'contradicted',
  'notServed',
  'unknown',
  'excluded',
  'undeclared',
  'measured',
] as const satisfies readonly (keyof FrozenTally)[];
export const PLACE_COLUMNS = ['code', 'name', 'level', ...TALLY_COLUMNS] as const;

export type PlaceRow = [code: string, name: string, level: string, ...counts: number[]];

export function rowOfPlace(place: FrozenPlace): PlaceRow {
  return [place.code, place.name, place.level, ...TALLY_COLUMNS.map((column) => place[column])];
}

export function placeOfRow([code, name, level, ...counts]: PlaceRow): FrozenPlace {
  const tally = emptyTally();
  for (const [i, column] of TALLY_COLUMNS.entries()) tally[column] = counts[i] ?? 0;
  return { code, name, level: level as UnitLevel, ...tally };
}

export function emptyTally(): FrozenTally {
  return {
    denominator: 0,
    declared: 0,
    observed: 0,
    declaredOnly: 0,
    contradicted: 0,
    notServed: 0,
    unknown: 0,
    excluded: 0,
    undeclared: 0,
    measured: 0,
  };
}

/** Counts one unit in; the tally is changed, for a nation is half a million of them. */
export function countIn(tally: FrozenTally, { state, declared }: FrozenUnit): void {
  if (state === 'excluded') {
    tally.excluded++;
    return;
  }
  tally.denominator++;
  if (declared) tally.declared++;
  if (declared && (state === 'observed' || state === 'contradicted')) tally.measured++;
  switch (state) {
    case 'observed':
      tally.observed++;
      if (!declared) tally.undeclared++;
      return;
    case 'contradicted':
      tally.contradicted++;
      return;
    case 'declared-only':
      tally.declaredOnly++;
      return;
    case 'not-served':
      tally.notServed++;
      return;
    case 'unknown':
      tally.unknown++;
      return;
    default:
      assertUnreachable(state);
  }
}

/** Counts units into every place they lie in. Codes nest; a place is known by the length of its own. */
export class PlaceTallies {
  private readonly tallies = new Map<string, FrozenTally>();
  private readonly lengths: readonly number[];

  constructor(private readonly places: readonly Pick<FrozenPlace, 'code' | 'name' | 'level'>[]) {
    for (const { code } of places) this.tallies.set(code, emptyTally());
    this.lengths = [...new Set(places.map(({ code }) => code.length))];
  }

  add(unit: FrozenUnit): void {
    for (const length of this.lengths) {
      const tally = this.tallies.get(unit.code.slice(0, length));
      if (tally) countIn(tally, unit);
    }
  }

  all(): FrozenPlace[] {
    return this.places.map((place) => ({
      ...place,
      ...(this.tallies.get(place.code) ?? emptyTally()),
    }));
  }
}
