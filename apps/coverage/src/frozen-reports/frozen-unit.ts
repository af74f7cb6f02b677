import { COVERAGE_STATES, type CoverageState, type UnitKind } from '@youlu/vocabulary';

/** A unit of the population as it was judged. */
export interface FrozenUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly state: CoverageState;
  /** Which rule decided, by its stable name. */
  readonly rule: string;
  readonly declared: boolean;
  /** Whether a simulation made any of what decided it. */
  readonly simulated: boolean;
}

/** What the list of a unit in a report says, in this order. */
export const UNIT_COLUMNS = [
  'code',
  'name',
  'kind',
  'state',
  'rule',
  'declared',
  'simulated',
] as const satisfies readonly (keyof FrozenUnit)[];

export type UnitRow = [string, string, string, string, string, 0 | 1, 0 | 1];

export function rowOfUnit(unit: FrozenUnit): UnitRow {
  const { code, name, kind, state, rule } = unit;
  return [code, name, kind, state, rule, unit.declared ? 1 : 0, unit.simulated ? 1 : 0];
}

export function unitOfRow(row: UnitRow): FrozenUnit {
  const [code, name, kind, state, rule, declared, simulated] = row;
  const known = COVERAGE_STATES.find((word) => word === state);
  if (known === undefined) throw new RangeError(`A report holds no state ${state}`);
  return {
    code,
    name,
    kind: kind as UnitKind,
    state: known,
    rule,
    declared: declared === 1,
    simulated: simulated === 1,
  };
}
