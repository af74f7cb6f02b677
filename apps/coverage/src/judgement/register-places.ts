import { counts, type Denominator } from '../edition-form/denominators';
import type { PopulationRule } from '../edition-form/indicator-edition';
import type { RegisterTree, StandingUnit } from '../register/register-tree';
import { levelOf, UNIT_LEVELS, type UnitLevel } from '../register/unit-level';
import { Population } from './population';

/** What is gone through once for a register, and asked for with every question about it. */
interface Sorted {
  readonly byLevel: ReadonlyMap<UnitLevel, Population>;
  readonly populations: Map<string, Population>;
}

const NOWHERE = new Population([]);

/** A register lives as long as its tree is kept. */
const known = new WeakMap<RegisterTree, Sorted>();

function sortedOf(tree: RegisterTree): Sorted {
  let sorted = known.get(tree);
  if (!sorted) {
    const lists = new Map<UnitLevel, StandingUnit[]>(UNIT_LEVELS.map((level) => [level, []]));
    for (const unit of tree.units) lists.get(levelOf(unit))?.push(unit);
    const byLevel = new Map([...lists].map(([level, units]) => [level, new Population(units)]));
    known.set(tree, (sorted = { byLevel, populations: new Map() }));
  }
  return sorted;
}

/** All places of one level, by code. */
export function placesOf(tree: RegisterTree, level: UnitLevel): Population {
  return sortedOf(tree).byLevel.get(level) ?? NOWHERE;
}

/** The units of a register that an edition counts, everywhere in it. */
export function populationOf(
  tree: RegisterTree,
  rule: PopulationRule,
  denominator: Denominator,
): Population {
  const { populations } = sortedOf(tree);
  const key = JSON.stringify([rule, denominator.by]);
  let population = populations.get(key);
  if (!population) {
    const everybody = { by: denominator.by, leavesOut: () => false };
    population = new Population(tree.units.filter((unit) => counts(rule, everybody, unit)));
    populations.set(key, population);
  }
  return population;
}
