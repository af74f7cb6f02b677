import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { formatInstant, percentTruncated } from '@youlu/vocabulary';
import { type FrozenPlace, TALLY_COLUMNS } from '../frozen-reports/frozen-place';
import type { FrozenUnit } from '../frozen-reports/frozen-unit';
import type { PlacePair, Recomputation, UnitPair } from './recompute-report.query';
import { REPORT_STATES, type StepTaken } from './report-state';
import type { StoredReport } from './report.repository';

const Count = Type.Integer({ minimum: 0 });
const Tally = Type.Object(
  Object.fromEntries(TALLY_COLUMNS.map((column) => [column, Count])) as Record<
    (typeof TALLY_COLUMNS)[number],
    typeof Count
  >,
);
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Step = orNull(Type.Object({ at: Type.String(), by: Type.String() }));

export const ReportItem = Type.Object({
  reportId: Type.String(),
  state: Type.Unsafe<(typeof REPORT_STATES)[number]>({ type: 'string', enum: [...REPORT_STATES] }),
  place: Type.Object({ code: Type.String(), name: Type.String(), level: Type.String() }),
  question: Type.Object({
    indicator: Type.String(),
    edition: Type.String(),
    denominator: Type.String(),
    parameters: Type.Record(Type.String(), Type.Unknown()),
    registerDate: Type.String(),
    asOf: Type.String(),
    knownAt: Type.String(),
    place: Type.String(),
  }),
  sha256: Type.String({ description: 'SHA-256 over the canonical JSON of the whole report' }),
  resultSha256: Type.String({ description: 'SHA-256 over its lists alone' }),
  tally: Tally,
  observedPercent: Type.String({ description: 'truncated to two decimals' }),
  declaredPercent: Type.String(),
  units: Count,
  organisation: Type.String(),
  purpose: Type.String(),
  frozenAt: Type.String(),
  reviewed: Step,
  published: Step,
  discarded: Step,
  members: Type.Array(
    Type.Object({
      reportId: Type.String(),
      sha256: Type.String(),
      code: Type.String(),
      name: Type.String(),
      knownAt: Type.String(),
      tally: Tally,
      ownTally: Type.Union([Tally, Type.Null()], {
        description: 'what this report counts for the place; null where it counts the same',
      }),
    }),
    { description: 'published reports of the places directly inside' },
  ),
  membersMissing: Type.Array(Type.String(), { description: 'places inside without one' }),
  code: Type.Object({
    version: Type.String(),
    revision: orNull(Type.String()),
    rules: Type.Record(Type.String(), Type.String()),
  }),
  simulated: Type.Boolean(),
});
export type ReportItem = Static<typeof ReportItem>;

const Judged = orNull(
  Type.Object({
    name: Type.String(),
    kind: Type.String(),
    state: Type.String(),
    rule: Type.String(),
    declared: Type.Boolean(),
    simulated: Type.Boolean(),
  }),
);
const Pair = Type.Object({ code: Type.String(), frozen: Judged, now: Judged });
const Counted = orNull(Type.Object({ name: Type.String(), level: Type.String(), tally: Tally }));
const PlacesPair = Type.Object({ code: Type.String(), frozen: Counted, now: Counted });
export const RecomputationAnswer = Type.Object({
  reportId: Type.String(),
  sha256: Type.String({ description: 'of the report as it was frozen' }),
  resultSha256: Type.String({ description: 'of its lists as they were frozen' }),
  recomputedSha256: Type.String({ description: 'of the lists as they come out today' }),
  isEqual: Type.Boolean(),
  differing: Count,
  first: Type.Array(Pair, { description: 'the first 1,000 units that differ, by code' }),
  places: Type.Object(
    {
      differing: Count,
      first: Type.Array(PlacesPair, { description: 'the first 1,000 of them, by code' }),
    },
    { description: 'places that differ, perhaps in their names alone' },
  ),
});
export type RecomputationAnswer = Static<typeof RecomputationAnswer>;

export function reportItem(report: StoredReport): ReportItem {
  const { header, reportId, state, sha256, resultSha256 } = report;
  const { tally } = header;
  return {
    reportId,
    state,
    place: header.place,
    question: { ...header.question, parameters: { ...header.question.parameters } },
    sha256,
    resultSha256,
    tally,
    observedPercent: percentTruncated(tally.observed, tally.denominator),
    declaredPercent: percentTruncated(tally.declared, tally.denominator),
    units: header.unitCount,
    organisation: header.by,
    purpose: header.purpose,
    frozenAt: header.frozenAt,
    reviewed: stepOf(report.reviewed),
    published: stepOf(report.published),
    discarded: stepOf(report.discarded),
    members: [...header.members],
    membersMissing: [...header.membersMissing],
    code: { ...header.code, rules: { ...header.code.rules } },
    simulated: header.simulated,
  };
}

function stepOf(step: StepTaken | null): { at: string; by: string } | null {
  return step && { at: formatInstant(step.at), by: step.by };
}

export function recomputationAnswer(
  { reportId, sha256, resultSha256 }: StoredReport,
  recomputed: Recomputation,
): RecomputationAnswer {
  const { isEqual, differing, first, places } = recomputed;
  const recomputedSha256 = recomputed.sha256;
  return {
    reportId,
    sha256,
    resultSha256,
    recomputedSha256,
    isEqual,
    differing,
    first: first.map(pairOf),
    places: { differing: places.differing, first: places.first.map(placesPairOf) },
  };
}

function pairOf({ code, frozen, now }: UnitPair): Static<typeof Pair> {
  return { code, frozen: judgedOf(frozen), now: judgedOf(now) };
}

function judgedOf(unit: FrozenUnit | null): Static<typeof Judged> {
  if (unit === null) return null;
  const { name, kind, state, rule, declared, simulated } = unit;
  return { name, kind, state, rule, declared, simulated };
}

function placesPairOf({ code, frozen, now }: PlacePair): Static<typeof PlacesPair> {
  return { code, frozen: countedOf(frozen), now: countedOf(now) };
}

function countedOf(place: FrozenPlace | null): Static<typeof Counted> {
  if (place === null) return null;
  const { code: _code, name, level, ...tally } = place;
  return { name, level, tally };
}
