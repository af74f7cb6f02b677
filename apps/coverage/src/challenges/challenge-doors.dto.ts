import { type Static, Type } from '@sinclair/typebox';
import {
  batchDoor,
  DivisionCodeField,
  InstantField,
  OneOfField,
  optional,
  PageQuery,
  rowField,
  rowObject,
  TextField,
} from '@youlu/http';
import { formatInstant, JUDGED_INDICATORS, type JudgedIndicator } from '@youlu/vocabulary';
import type { StandingChallenge } from '../challenge-rules/challenge';
import {
  CHALLENGE_REASONS,
  type ChallengeReason,
  REASON_RULES,
} from '../challenge-rules/challenge-reason';
import {
  CHALLENGE_STATE_WORDS,
  CHALLENGE_STATES,
  type ChallengeMove,
  type ChallengeState,
} from '../challenge-rules/challenge-state';
import type { StepWanted } from '../challenge-rules/challenge-step';
import { CLAIMS } from '../challenge-rules/claim';
import { FILE_BYTES_MAX } from './evidence-file';
import { STANDINGS } from '../challenge-rules/standing';
import { targetIdOf } from '../judgement/target-unit';
import type { FoundChallenge } from './challenge-lookup.query';
import type { SentChallenge } from './open-challenges.use-case';

const FILES_MAX = 10;
const PARCELS_MAX = 20;
const TEXT_MAX = 500;
const ORGANISATION_MAX = 200;
const SHA256 = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of a file kept by POST /v1/challenge-files',
});

const organisation = rowField.text(ORGANISATION_MAX, 'who: an organisation, never a person');
const files = optional(rowField.list(SHA256, 0, FILES_MAX, 'what is shown'));
const trackingNumbers = optional(
  rowField.list(rowField.trackingNumber(), 0, PARCELS_MAX, 'parcels that show it'),
);
const note = optional(rowField.text(TEXT_MAX, 'what is said to it; no persons'));

const ChallengeRow = rowObject({
  challengeId: rowField.id(),
  unitCode: optional(
    rowField.divisionCode(
      'township (9 digits) or village (12 digits), where the register is counted',
    ),
  ),
  targetId: optional(
    rowField.id('instead of it where a list is counted: township-post-office, border-hamlet'),
  ),
  indicator: rowField.oneOf(JUDGED_INDICATORS),
  reason: rowField.oneOf(
    CHALLENGE_REASONS,
    'why the state is wrong; which may be said of which indicator: docs/reference/challenge-states.md',
  ),
  claims: optional(rowField.oneOf(CLAIMS, 'what is so instead; not-served if left away')),
  since: rowField.day('first day of which it is said'),
  statement: rowField.text(TEXT_MAX, 'what happened; no persons'),
  files,
  standing: rowField.oneOf(STANDINGS, 'by what right; stated, for nobody is logged in yet'),
  organisation,
  simulated: optional(rowField.flag('true if a simulation made it')),
});

const AnswerRow = rowObject({
  challengeId: rowField.id(),
  answer: rowField.oneOf(
    ['concede', 'concede-changed', 'dispute'] as const,
    'it is so · it was so until changedOn · it is not so, as files or parcels show',
  ),
  changedOn: optional(rowField.day('first day on which it was no longer so')),
  standing: rowField.oneOf(STANDINGS, 'operator'),
  organisation,
  note,
  files,
  trackingNumbers,
});

const SettlementRow = rowObject({
  challengeId: rowField.id(),
  settlement: rowField.oneOf(['uphold', 'dismiss'] as const),
  standing: rowField.oneOf(STANDINGS, 'regulator'),
  organisation,
  note,
  files,
});

const WithdrawalRow = rowObject({
  challengeId: rowField.id(),
  standing: rowField.oneOf(STANDINGS, 'as it was opened'),
  organisation,
  note,
});

export const challengesDoor = batchDoor({
  rowsField: 'challenges',
  envelope: {},
  row: ChallengeRow,
});
export const answersDoor = batchDoor({ rowsField: 'answers', envelope: {}, row: AnswerRow });
export const settlementsDoor = batchDoor({
  rowsField: 'settlements',
  envelope: {},
  row: SettlementRow,
});
export const withdrawalsDoor = batchDoor({
  rowsField: 'withdrawals',
  envelope: {},
  row: WithdrawalRow,
});

export const ChallengeResult = Type.Object({
  index: Type.Integer(),
  challengeId: Type.String(),
  outcome: Type.Unsafe<'stored' | 'unchanged'>({ type: 'string', enum: ['stored', 'unchanged'] }),
});

export function challengeOf(row: Static<typeof ChallengeRow>): SentChallenge {
  const { claims = 'not-served', files: shown = [], simulated = false } = row;
  const { unitCode = null, targetId = null } = row;
  return { ...row, unitCode, targetId, claims, files: shown, simulated };
}

type StepRow = Pick<StepWanted, 'challengeId' | 'standing'> & {
  organisation: string;
  note?: string;
  files?: string[];
  trackingNumbers?: string[];
  changedOn?: string;
};

export function stepOf(row: StepRow, move: ChallengeMove): StepWanted {
  const { challengeId, standing, organisation: by, files: shown = [] } = row;
  const { note: said = null, trackingNumbers: parcels = [], changedOn = null } = row;
  const step = { challengeId, move, standing, organisation: by, note: said, changedOn };
  return { ...step, files: shown, trackingNumbers: parcels };
}

/** A base64 text is a third longer than its bytes. */
export const FILE_CHARACTERS_MAX = Math.ceil(FILE_BYTES_MAX / 3) * 4;

export class KeepFileDto {
  @TextField({
    max: FILE_CHARACTERS_MAX,
    description: 'JPEG, PNG, PDF or plain UTF-8 text as base64; what it is, its bytes say',
  })
  content: string;

  @TextField({
    max: ORGANISATION_MAX,
    description: 'Who keeps it: an organisation, never a person',
  })
  organisation: string;
}

const KNOWN_AT = { optional: true, description: 'As it stood then; now if left away' } as const;

export class ChallengeQuery {
  @InstantField(KNOWN_AT)
  knownAt?: string;
}

export class ChallengesQuery extends PageQuery {
  @DivisionCodeField({ optional: true, description: 'The place; everywhere if left away' })
  unit?: string;

  @OneOfField(JUDGED_INDICATORS, { optional: true })
  indicator?: JudgedIndicator;

  @OneOfField(CHALLENGE_STATES, {
    optional: true,
    description: 'referred: those that wait for the review of lineage',
  })
  state?: ChallengeState;

  @OneOfField(CHALLENGE_REASONS, { optional: true })
  reason?: ChallengeReason;

  @InstantField(KNOWN_AT)
  knownAt?: string;
}

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
export const ChallengeItem = Type.Object({
  challengeId: Type.String(),
  unitCode: Type.String({
    description: 'of a target: the code of the division it is listed in, a dash and its own id',
  }),
  targetId: Type.Union([Type.String(), Type.Null()], {
    description: 'null for a unit of the register',
  }),
  indicator: Type.String(),
  reason: Type.String(),
  reasonName: Type.String(),
  reasonNameEn: Type.String(),
  claims: Type.String(),
  since: Type.String(),
  statement: Type.String(),
  files: Type.Array(Type.String()),
  standing: Type.String(),
  organisation: Type.String(),
  openedAt: Type.String(),
  state: Type.String(),
  stateName: Type.String(),
  stateNameEn: Type.String(),
  dueOn: Type.Union([Type.String(), Type.Null()], {
    description: 'last day of the time that is running; the clock decides on the day after',
  }),
  changedOn: TextOrNull,
  simulated: Type.Boolean(),
});
export type ChallengeItem = Static<typeof ChallengeItem>;

export const ChallengeAnswer = Type.Object({
  ...ChallengeItem.properties,
  operators: Type.Array(Type.String(), {
    description:
      'who alone may answer it: the operators that the declarations in question name; any operator where this is empty',
  }),
  steps: Type.Array(
    Type.Object({
      ordinal: Type.Integer(),
      move: Type.String(),
      state: Type.String({ description: 'after it' }),
      at: Type.String(),
      standing: Type.Union([Type.String(), Type.Null()], { description: 'null for the clock' }),
      organisation: TextOrNull,
      note: TextOrNull,
      files: Type.Array(Type.String()),
      trackingNumbers: Type.Array(Type.String()),
    }),
  ),
  ruling: Type.Union(
    [
      Type.Object({
        verdict: Type.String(),
        from: Type.String(),
        to: Type.String(),
        recordedAt: Type.String(),
      }),
      Type.Null(),
    ],
    { description: 'null unless it is upheld: what is referred rules no state' },
  ),
});
export type ChallengeAnswer = Static<typeof ChallengeAnswer>;

export function challengeItem({
  openedAt,
  files: shown,
  ...rest
}: StandingChallenge): ChallengeItem {
  const reason = REASON_RULES[rest.reason];
  const state = CHALLENGE_STATE_WORDS[rest.state];
  const names = {
    reasonName: reason.zh,
    reasonNameEn: reason.en,
    stateName: state.zh,
    stateNameEn: state.en,
  };
  const targetId = targetIdOf(rest.unitCode) ?? null;
  return { ...rest, targetId, ...names, files: [...shown], openedAt: formatInstant(openedAt) };
}

export function challengeAnswer(found: FoundChallenge): ChallengeAnswer {
  const { challenge, steps, ruling, operators } = found;
  return {
    ...challengeItem(challenge),
    operators: [...operators],
    steps: steps.map((step) => ({
      ordinal: step.ordinal,
      move: step.move,
      state: step.state,
      at: formatInstant(step.at),
      standing: step.standing,
      organisation: step.organisation,
      note: step.note,
      files: [...step.files],
      trackingNumbers: [...step.trackingNumbers],
    })),
    ruling: ruling
      ? {
          verdict: ruling.verdict,
          from: ruling.from,
          to: ruling.to,
          recordedAt: formatInstant(ruling.recordedAt),
        }
      : null,
  };
}
