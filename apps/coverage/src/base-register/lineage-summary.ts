import { CHANGE_KINDS, type ChangeKind } from '../lineage/change';
import type { Succession } from '../lineage/succession/succession';
import type { Population } from '../judgement/population';

/** What became of the counted units between a register and the base: how many came how. */
export interface LineageSummary {
  readonly register: string;
  /** Units that continue one of the same code through no change. */
  readonly unchanged: number;
  /** Units that continue something, by each kind of change on the way; one may go through several. */
  readonly byKind: Readonly<Record<ChangeKind, number>>;
  /** Units that continue nothing: facts of that time count for none of them. */
  readonly withoutSource: number;
}

const known = new WeakMap<Succession, WeakMap<Population, LineageSummary>>();

/** Counted once for a succession and a population, which are kept as long as they are used. */
export function lineageSummary(succession: Succession, population: Population): LineageSummary {
  let summaries = known.get(succession);
  if (!summaries) known.set(succession, (summaries = new WeakMap<Population, LineageSummary>()));
  let summary = summaries.get(population);
  if (!summary) summaries.set(population, (summary = summarise(succession, population)));
  return summary;
}

function summarise(succession: Succession, population: Population): LineageSummary {
  const byKind = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<
    ChangeKind,
    number
  >;
  let unchanged = 0;
  let withoutSource = 0;
  for (const { code } of population.units) {
    const sources = succession.sourcesOf(code);
    const kinds = new Set(sources.flatMap((source) => kindsFrom(succession, source)));
    if (sources.length === 0) withoutSource++;
    else if (kinds.size === 0) unchanged++;
    for (const kind of kinds) byKind[kind]++;
  }
  return { register: succession.from, unchanged, byKind, withoutSource };
}

function kindsFrom(succession: Succession, source: string): ChangeKind[] {
  return succession.changesFrom(source).map(({ kind }) => kind);
}
