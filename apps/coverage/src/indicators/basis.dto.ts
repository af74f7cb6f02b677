import { type Static, Type } from '@sinclair/typebox';
import type { CsvValue } from '@youlu/http';
import { formatInstant, JUDGED_INDICATORS } from '@youlu/vocabulary';
import type { LineageSummary } from '../base-register/lineage-summary';
import { CHANGE_KINDS } from '../lineage/change';
import { DENOMINATOR_NAMES } from '../edition-form/denominators';
import { MODE_NAMES } from '../edition-form/parameters';
import type { OpenedQuestion } from './coverage-question';

const oneOf = <const W extends readonly string[]>(words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words] });
const OrNull = <S extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  schema: S,
) => Type.Union([schema, Type.Null()]);
const Words = Type.Object({ zh: Type.String(), en: Type.String() });

const Lineage = Type.Object({
  register: Type.String(),
  unchanged: Type.Integer(),
  byKind: Type.Object(
    Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, Type.Integer()])) as Record<
      (typeof CHANGE_KINDS)[number],
      ReturnType<typeof Type.Integer>
    >,
    { description: 'units by each kind of change on their way; one may go through several' },
  ),
  withoutSource: Type.Integer({ description: 'units that continue nothing of that register' }),
});

/** All that an answer rests on: who asks the same again gets the same. */
export const Basis = Type.Object({
  indicator: oneOf(JUDGED_INDICATORS),
  edition: Type.String(),
  name: Words,
  parameters: Type.Object({
    windowDays: OrNull(Type.Integer()),
    windowWeeks: OrNull(Type.Integer()),
    daysNeeded: OrNull(Type.Integer()),
    modes: Type.Union([Type.Array(oneOf(MODE_NAMES)), Type.Null()], {
      description: 'null: all modes',
    }),
  }),
  window: Type.Object({ from: Type.String(), to: Type.String() }, { description: 'both included' }),
  denominator: oneOf(DENOMINATOR_NAMES),
  baseYear: OrNull(Type.Integer()),
  registerDate: Type.String(),
  asOf: Type.String(),
  knownAt: OrNull(Type.String()),
  lineageKnownAt: Type.Union([Type.String(), Type.Null()], {
    description:
      'Where registerDate was loaded after knownAt: what was known by then of how its units came about, which is when it was loaded',
  }),
  lineage: Type.Array(Lineage, {
    description:
      'For each register other than the base under which facts may have been written: how the counted units came from it. Empty where all is of the base',
  }),
});
export type Basis = Static<typeof Basis>;

/** The same where there is no place beside the rows but in each: a line of CSV is copied alone. */
export const BASIS_COLUMNS = [
  'edition',
  'windowDays',
  'windowWeeks',
  'daysNeeded',
  'modes',
  'windowFrom',
  'windowTo',
  'denominatorName',
  'baseYear',
  'registerDate',
  'asOf',
  'knownAt',
] as const;

export function basisCells(basis: Basis): Record<(typeof BASIS_COLUMNS)[number], CsvValue> {
  const { edition, parameters, window, denominator, baseYear, registerDate, asOf, knownAt } = basis;
  return {
    edition,
    ...parameters,
    modes: parameters.modes?.join(' ') ?? null,
    windowFrom: window.from,
    windowTo: window.to,
    denominatorName: denominator,
    ...{ baseYear, registerDate, asOf, knownAt },
  };
}

export function basisOf(opened: OpenedQuestion, lineage: readonly LineageSummary[]): Basis {
  const { edition, parameters, question, tree, lineageKnownAt } = opened;
  const { parameters: takes } = edition;
  const { knownAt } = question;
  return {
    indicator: edition.indicator,
    edition: edition.edition,
    name: { ...edition.name },
    parameters: {
      windowDays: takes.windowDays ? parameters.windowDays : null,
      windowWeeks: takes.windowWeeks ? parameters.windowWeeks : null,
      daysNeeded: takes.daysNeeded ? parameters.daysNeeded : null,
      modes: parameters.modes === null ? null : [...parameters.modes],
    },
    window: edition.windowOn(question.asOf, parameters),
    denominator: question.denominator,
    baseYear: question.baseYear ?? null,
    registerDate: tree.registerDate,
    asOf: question.asOf,
    knownAt: knownAt === undefined ? null : formatInstant(knownAt),
    lineageKnownAt: lineageKnownAt === undefined ? null : formatInstant(lineageKnownAt),
    lineage: lineage.map(({ byKind, ...rest }) => ({ ...rest, byKind: { ...byKind } })),
  };
}
