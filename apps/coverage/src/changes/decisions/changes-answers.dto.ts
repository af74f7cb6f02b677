import { type Static, Type } from '@sinclair/typebox';
import { formatInstant } from '@youlu/vocabulary';
import type { ListedChange } from '../change-list.query';

const Text = Type.String();
const OrNull = Type.Union([Type.String(), Type.Null()]);
const Named = Type.Array(Type.Object({ code: Text, name: Type.String() }));

export const ChangeAnswer = Type.Object({
  changeId: Text,
  earlier: Text,
  later: Text,
  kind: Text,
  from: Named,
  to: Named,
  heir: Type.Union([Type.String(), Type.Null()], {
    description: 'Of a merge or split: the part that is the same unit as the whole',
  }),
  effectiveOn: Text,
  status: Text,
  confidence: Type.Union([Type.Integer(), Type.Null()]),
  reason: Text,
  words: Type.Object({ zh: Text, en: Text }),
  document: OrNull,
  note: OrNull,
  decidedBy: Text,
  recordedAt: Text,
  supersededAt: OrNull,
});
export type ChangeAnswer = Static<typeof ChangeAnswer>;

const Fault = Type.Object({
  line: Type.Integer(),
  field: Text,
  code: Text,
  reason: Text,
  fix: Text,
});

export const Decided = Type.Object({
  results: Type.Array(
    Type.Object({ line: Type.Integer(), outcome: Text, changeIds: Type.Array(Text) }),
  ),
  rejections: Type.Array(Fault),
  superseded: Type.Array(Text, { description: 'Changes that gave way' }),
  leftWaiting: Type.Array(Text, {
    description: 'Changes that wait anew, since what explained their units gave way',
  }),
});

export function changeAnswer(change: ListedChange): ChangeAnswer {
  const { region: _region, parameters: _parameters, fromNames, toNames, ...rest } = change;
  const named = (codes: readonly string[], names: readonly string[]) =>
    codes.map((code, i) => ({ code, name: names[i] ?? '' }));
  return {
    ...rest,
    from: named(change.from, fromNames),
    to: named(change.to, toNames),
    document: change.document ?? null,
    note: change.note ?? null,
    recordedAt: formatInstant(change.recordedAt),
    supersededAt: change.supersededAt === null ? null : formatInstant(change.supersededAt),
  };
}
