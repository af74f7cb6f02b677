import type { UnitFacts } from '../edition-form/unit-facts';

/** The units that facts are about: in the order of their columns, each found by its code. */
interface Counted {
  readonly units: readonly { readonly code: string }[];
  indexOf(code: string, after?: number): number;
}

interface FactsOf {
  readonly population: Counted;
  readonly facts: UnitFacts;
}

/**
 * What one reading says about the units of another: of units in both, what it says itself; of a unit
 * that only the other one has, what that says, so that nothing but its coming is told of it.
 */
export function alignedFacts(from: FactsOf, to: FactsOf): UnitFacts {
  let after = -1;
  const places = to.population.units.map(({ code }) => {
    const place = from.population.indexOf(code, after);
    if (place !== -1) after = place;
    return place;
  });
  const columns = (Object.keys(to.facts) as (keyof UnitFacts)[]).map((name) => {
    return [name, aligned(from.facts[name], to.facts[name], places)] as const;
  });
  return Object.fromEntries(columns) as unknown as UnitFacts;
}

type Column = UnitFacts[keyof UnitFacts];
type Numbers = Exclude<Column, number | ReadonlyMap<number, unknown>>;

function aligned(from: Column, to: Column, places: readonly number[]): Column {
  if (typeof to === 'number' || typeof from === 'number') return to;
  if (to instanceof Map) return alignedMap(from as typeof to, to, places) as Column;
  return alignedNumbers(from as Numbers, to as Numbers, places);
}

function alignedMap(
  from: ReadonlyMap<number, unknown>,
  to: ReadonlyMap<number, unknown>,
  places: readonly number[],
): Map<number, unknown> {
  const found = new Map<number, unknown>();
  for (const [unit, place] of places.entries()) {
    const [map, key] = place === -1 ? [to, unit] : [from, place];
    if (map.has(key)) found.set(unit, map.get(key));
  }
  return found;
}

/** A unit has one number in most columns, and one a week in that of visited days. */
function alignedNumbers(from: Numbers, to: Numbers, places: readonly number[]): Numbers {
  const each = places.length === 0 ? 0 : to.length / places.length;
  const found = to.slice();
  for (const [unit, place] of places.entries()) {
    if (place === -1) continue;
    for (let i = 0; i < each; i++) found[unit * each + i] = from[place * each + i] ?? 0;
  }
  return found;
}
