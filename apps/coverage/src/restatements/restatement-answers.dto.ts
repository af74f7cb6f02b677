import { type Static, Type } from '@sinclair/typebox';
import { percentTruncated } from '@youlu/vocabulary';
import { COVERAGE_STATES } from '@youlu/vocabulary';
import { CHANGE_KINDS } from '../lineage/change';
import { Basis, basisOf } from '../indicators/basis.dto';
import { type FigureCounts, kindsOf } from './restatement';
import type { ExplainedDifference, RestatedFigure } from './restatement.query';

const oneOf = <const W extends readonly string[]>(words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words] });
const Codes = Type.Array(Type.String());
const Percent = Type.Union([Type.String(), Type.Null()]);

const Counts = {
  denominator: Type.Integer(),
  declared: Type.Integer(),
  observed: Type.Integer(),
};
const Figure = Type.Object({
  registerDate: Type.String(),
  ...Counts,
  declaredPercent: Percent,
  observedPercent: Percent,
});
const Unit = Type.Object({
  code: Type.String(),
  name: Type.String(),
  state: oneOf(COVERAGE_STATES),
  declared: Type.Boolean(),
});
const Change = Type.Object({
  changeId: Type.String(),
  kind: oneOf(CHANGE_KINDS),
  from: Codes,
  to: Codes,
});

/** What explains a difference: changes in force, a proposal that waits for a person, or nothing. */
const EXPLANATIONS = ['changes', 'waiting', 'none'] as const;

export const DifferenceItem = Type.Object({
  before: Type.Array(Unit, { description: 'units counted on the own register' }),
  after: Type.Array(Unit, { description: 'units counted on the register in question' }),
  uncountedBefore: Type.Array(Type.String(), {
    description: 'codes that are the same units, but were not counted on the own register',
  }),
  uncountedAfter: Type.Array(Type.String(), {
    description: 'codes that are the same units, but are not counted on the register in question',
  }),
  explainedBy: oneOf(EXPLANATIONS),
  kinds: Type.Array(oneOf(CHANGE_KINDS)),
  changes: Type.Array(
    Type.Composite([
      Change,
      Type.Object({ effectiveOn: Type.String(), earlier: Type.String(), later: Type.String() }),
    ]),
  ),
  waiting: Type.Array(Change),
  effect: Type.Object(Counts),
});
export type DifferenceItem = Static<typeof DifferenceItem>;

const Summary = Type.Array(
  Type.Object({
    explainedBy: oneOf(EXPLANATIONS),
    kinds: Type.Array(oneOf(CHANGE_KINDS)),
    differences: Type.Integer(),
    effect: Type.Object(Counts),
  }),
  {
    description: 'all differences, by what explains them; their effects lead from own to restated',
  },
);

export const RestatementHead = Type.Object({
  basis: Basis,
  own: Figure,
  restated: Figure,
  carried: Type.Object({
    unchanged: Type.Integer(),
    byKind: Type.Record(Type.String(), Type.Integer()),
  }),
  summary: Summary,
});

export const RestatementAnswer = Type.Composite([
  RestatementHead,
  Type.Object({
    items: Type.Array(DifferenceItem),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  }),
]);
export type RestatementAnswer = Static<typeof RestatementAnswer>;

export function headOf(figure: RestatedFigure): Static<typeof RestatementHead> {
  const { own, other, ownCounts, otherCounts, carried, differences } = figure;
  return {
    basis: basisOf(figure.opened, figure.lineage),
    own: figureOf(own, ownCounts),
    restated: figureOf(other, otherCounts),
    carried: { unchanged: carried.unchanged, byKind: { ...carried.byKind } },
    summary: summaryOf(differences),
  };
}

function figureOf(registerDate: string, counts: FigureCounts): Static<typeof Figure> {
  return {
    registerDate,
    ...counts,
    declaredPercent: percentTruncated(counts.declared, counts.denominator),
    observedPercent: percentTruncated(counts.observed, counts.denominator),
  };
}

export function differenceItem(difference: ExplainedDifference): DifferenceItem {
  const { before, after, uncountedBefore, uncountedAfter, changes, waiting, effect } = difference;
  return {
    before: before.map((unit) => ({ ...unit })),
    after: after.map((unit) => ({ ...unit })),
    uncountedBefore: [...uncountedBefore],
    uncountedAfter: [...uncountedAfter],
    ...explanationOf(difference),
    changes: changes.map((change) => ({ ...change, from: [...change.from], to: [...change.to] })),
    waiting: waiting.map((change) => ({ ...change, from: [...change.from], to: [...change.to] })),
    effect: { ...effect },
  };
}

function explanationOf(
  difference: ExplainedDifference,
): Pick<DifferenceItem, 'explainedBy' | 'kinds'> {
  const { changes, waiting } = difference;
  if (changes.length > 0) return { explainedBy: 'changes', kinds: kindsOf(difference) };
  if (waiting.length > 0) return { explainedBy: 'waiting', kinds: kindsOf({ changes: waiting }) };
  return { explainedBy: 'none', kinds: [] };
}

function summaryOf(differences: readonly ExplainedDifference[]): Static<typeof Summary> {
  const groups = new Map<string, Static<typeof Summary>[number]>();
  for (const difference of differences) {
    const explanation = explanationOf(difference);
    const key = JSON.stringify(explanation);
    let group = groups.get(key);
    if (!group) {
      const effect = { denominator: 0, declared: 0, observed: 0 };
      groups.set(key, (group = { ...explanation, differences: 0, effect }));
    }
    group.differences++;
    group.effect.denominator += difference.effect.denominator;
    group.effect.declared += difference.effect.declared;
    group.effect.observed += difference.effect.observed;
  }
  return [...groups.keys()].sort().map((key) => groups.get(key) as Static<typeof Summary>[number]);
}
