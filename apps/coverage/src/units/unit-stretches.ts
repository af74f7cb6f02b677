import type { Day } from '@youlu/vocabulary';
import type { ChangeInForce } from '../lineage/change';
import { isStatedAlike } from '../lineage/stated-alike';
import { type RegisterRow, statesTheSame } from '../register/register-row';
import { type UnitVersion, unitIdOf } from '../register/unit-version';

/** One loaded edition of a region. */
export interface LoadedEdition {
  readonly date: Day;
  /** The how-manieth register it was to be loaded, whatever its date: units are named after the first. */
  readonly ordinal: number;
  readonly rows: readonly RegisterRow[];
}

/** A version of a unit before it has a number. */
export type Stretch = Omit<UnitVersion, 'version'>;

interface Named {
  ordinal: number;
  id: string;
}
interface Run {
  readonly unit: Named;
  readonly name: Named;
  readonly row: RegisterRow;
  readonly validFrom: Day;
  validTo: Day | null;
  registerDate: Day;
}

/**
 * The lives of all units of a region: each stretch over which neighbouring editions say the same of a
 * code, joined into units where they state it alike and by the changes in force that carry a unit on,
 * and cut where a change in force says that it is another unit. Between two editions a stretch ends when its change took effect, or else with
 * the later edition.
 *
 * @param editions oldest first
 * @param changes those between `editions[i]` and `editions[i + 1]`
 */
export function stretchesOf(
  editions: readonly LoadedEdition[],
  changes: readonly (readonly ChangeInForce[])[],
): Stretch[] {
  const runs: Run[] = [];
  let standing = new Map<string, Run>();
  for (const [i, edition] of editions.entries()) {
    const steps = stepsOf(changes[i - 1] ?? []);
    const next = new Map<string, Run>();
    for (const row of edition.rows) {
      const before = predecessor(row, standing, steps);
      const isSame =
        before !== undefined && before.row.code === row.code && statesTheSame(before.row, row);
      const run = isSame ? before : begin(row, edition, before?.unit, steps);
      if (!isSame) runs.push(run);
      name(run, edition);
      next.set(row.code, run);
    }
    for (const [code, run] of standing) {
      if (next.get(code) !== run) run.validTo = steps.endOf.get(code) ?? edition.date;
    }
    standing = next;
  }
  return runs.map(stretchOf);
}

/** What the changes of one step say of codes. */
interface Steps {
  /** By code of the later edition: the code of the earlier one that is the same unit, if any is. */
  readonly origin: ReadonlyMap<string, string | null>;
  /** Codes of the earlier edition whose unit a change carries elsewhere, or ends. */
  readonly left: ReadonlySet<string>;
  readonly beginOf: ReadonlyMap<string, Day>;
  readonly endOf: ReadonlyMap<string, Day>;
}

function stepsOf(changes: readonly ChangeInForce[]): Steps {
  const origin = new Map<string, string | null>();
  const left = new Set<string>();
  const [beginOf, endOf] = [new Map<string, Day>(), new Map<string, Day>()];
  for (const { kind, from, to, heir, effectiveOn } of changes) {
    for (const code of from) {
      left.add(code);
      endOf.set(code, effectiveOn);
    }
    for (const code of to) {
      const isHeir = kind === 'split' ? code === heir : true;
      origin.set(code, isHeir ? ((kind === 'merge' ? heir : from[0]) ?? null) : null);
      beginOf.set(code, effectiveOn);
    }
  }
  // A code that another unit takes is free from then on at the latest, whatever is said of who leaves it.
  for (const [code, day] of beginOf) {
    const end = endOf.get(code);
    if (end === undefined || end > day) endOf.set(code, day);
  }
  return { origin, left, beginOf, endOf };
}

function predecessor(
  row: RegisterRow,
  standing: ReadonlyMap<string, Run>,
  { origin, left }: Steps,
): Run | undefined {
  const told = origin.get(row.code);
  if (told !== undefined) return told === null ? undefined : standing.get(told);
  const run = standing.get(row.code);
  return run && !left.has(row.code) && isStatedAlike(run.row, row) ? run : undefined;
}

function begin(
  row: RegisterRow,
  { date }: LoadedEdition,
  unit: Named | undefined,
  { beginOf }: Steps,
): Run {
  return {
    unit: unit ?? { ordinal: Infinity, id: '' },
    name: { ordinal: Infinity, id: '' },
    row,
    validFrom: beginOf.get(row.code) ?? date,
    validTo: null,
    registerDate: date,
  };
}

/** Run and unit are named after the edition that was loaded first of those that state them. */
function name(run: Run, { date, ordinal }: LoadedEdition): void {
  const id = unitIdOf(run.row.code, date);
  if (ordinal < run.name.ordinal) {
    run.name.ordinal = ordinal;
    run.name.id = id;
    run.registerDate = date;
  }
  if (ordinal < run.unit.ordinal) {
    run.unit.ordinal = ordinal;
    run.unit.id = id;
  }
}

function stretchOf({ unit, name, row, validFrom, validTo, registerDate }: Run): Stretch {
  const { code, level, kind, parentCode } = row;
  const said = { code, name: row.name, level, kind, parentCode };
  return { unitId: unit.id, versionId: name.id, ...said, validFrom, validTo, registerDate };
}
