import { assertUnreachable } from '@youlu/vocabulary';
import type { Matter } from './challenge-reason';
import type { Standing } from './standing';

export const CHALLENGE_STATES = [
  'open',
  'conceded',
  'conceded-changed',
  'disputed',
  'upheld',
  'referred',
  'dismissed',
  'withdrawn',
] as const;
export type ChallengeState = (typeof CHALLENGE_STATES)[number];

export const CHALLENGE_STATE_WORDS: Readonly<
  Record<ChallengeState, Readonly<Record<'zh' | 'en', string>>>
> = {
  open: { zh: '待答复', en: 'waits for an answer' },
  conceded: { zh: '已认可，待裁定', en: 'conceded, waits to be settled' },
  'conceded-changed': {
    zh: '已认可且已变更，待裁定',
    en: 'conceded until a day, waits to be settled',
  },
  disputed: { zh: '有争议，待裁定', en: 'disputed, waits to be settled' },
  upheld: { zh: '成立，已作出裁定', en: 'upheld by a ruling on the state' },
  referred: {
    zh: '转区划沿革审核，不裁定服务状态',
    en: 'referred to the review of lineage, without a ruling on the state',
  },
  dismissed: { zh: '驳回', en: 'dismissed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const CHALLENGE_MOVES = [
  'concede',
  'concede-changed',
  'dispute',
  'uphold',
  'dismiss',
  'withdraw',
  'time-out',
] as const;
export type ChallengeMove = (typeof CHALLENGE_MOVES)[number];

type Moves = Readonly<Record<ChallengeMove, ChallengeState | null>>;

const nowhere: Moves = {
  concede: null,
  'concede-changed': null,
  dispute: null,
  uphold: null,
  dismiss: null,
  withdraw: null,
  'time-out': null,
};

/**
 * The machine of what claims that a unit is not served, as data: state × move → state, null where
 * there is no move. An operator who does not answer in time has not disputed; a dispute that the
 * regulator does not settle in time falls, for then nothing has been found. What was conceded cannot
 * be withdrawn any more: it was admitted.
 */
const TRANSITIONS: Readonly<Record<ChallengeState, Moves>> = {
  open: {
    ...nowhere,
    concede: 'conceded',
    'concede-changed': 'conceded-changed',
    dispute: 'disputed',
    dismiss: 'dismissed',
    withdraw: 'withdrawn',
    'time-out': 'upheld',
  },
  conceded: { ...nowhere, uphold: 'upheld', dismiss: 'dismissed', 'time-out': 'upheld' },
  'conceded-changed': { ...nowhere, uphold: 'upheld', dismiss: 'dismissed', 'time-out': 'upheld' },
  disputed: {
    ...nowhere,
    uphold: 'upheld',
    dismiss: 'dismissed',
    withdraw: 'withdrawn',
    'time-out': 'dismissed',
  },
  upheld: nowhere,
  referred: nowhere,
  dismissed: nowhere,
  withdrawn: nowhere,
};

/**
 * Where a challenge claims that a unit is served, nothing but the regulator's finding upholds it: who
 * says so has to show it, and neither silence nor the word of another operator does. So the regulator
 * need not wait for an answer, and a time that is over ends in nothing.
 */
const OF_CLAIM_SERVED: Readonly<Partial<Record<ChallengeState, Partial<Moves>>>> = {
  open: { uphold: 'upheld', 'time-out': 'dismissed' },
  conceded: { 'time-out': 'dismissed' },
  'conceded-changed': { 'time-out': 'dismissed' },
};

/**
 * Where a challenge says that the register has the unit wrong, nobody has said anything about its
 * service: whatever would have been upheld, by silence or by a finding, is referred instead.
 */
const OF_REGISTER: Readonly<Partial<Record<ChallengeState, Partial<Moves>>>> = {
  open: { 'time-out': 'referred' },
  conceded: { uphold: 'referred', 'time-out': 'referred' },
  'conceded-changed': { uphold: 'referred', 'time-out': 'referred' },
  disputed: { uphold: 'referred' },
};

const SPECIAL: Readonly<Record<Matter, typeof OF_REGISTER>> = {
  'not-served': {},
  served: OF_CLAIM_SERVED,
  register: OF_REGISTER,
};

export function moveChallenge(
  from: ChallengeState,
  move: ChallengeMove,
  matter: Matter,
): ChallengeState | null {
  return SPECIAL[matter][from]?.[move] ?? TRANSITIONS[from][move];
}

/** Who takes a step: one of a standing, whoever opened the challenge, or nobody but the clock. */
export function mover(move: ChallengeMove): Standing | 'opener' | 'clock' {
  switch (move) {
    case 'concede':
    case 'concede-changed':
    case 'dispute':
      return 'operator';
    case 'uphold':
    case 'dismiss':
      return 'regulator';
    case 'withdraw':
      return 'opener';
    case 'time-out':
      return 'clock';
    default:
      return assertUnreachable(move);
  }
}

/** Whether time is running, and for whom. */
export function waitsFor(state: ChallengeState): 'answer' | 'settlement' | null {
  switch (state) {
    case 'open':
      return 'answer';
    case 'conceded':
    case 'conceded-changed':
    case 'disputed':
      return 'settlement';
    case 'upheld':
    case 'referred':
    case 'dismissed':
    case 'withdrawn':
      return null;
    default:
      return assertUnreachable(state);
  }
}
