import { assertUnreachable } from '@youlu/vocabulary';
import type { Claim } from './claim';
import type { Standing } from './standing';

export const CHALLENGE_STATES = [
  'open',
  'conceded',
  'conceded-changed',
  'disputed',
  'upheld',
  'dismissed',
  'withdrawn',
] as const;
export type ChallengeState = (typeof CHALLENGE_STATES)[number];

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

export function moveChallenge(
  from: ChallengeState,
  move: ChallengeMove,
  claims: Claim,
): ChallengeState | null {
  const special = claims === 'served' ? OF_CLAIM_SERVED[from]?.[move] : undefined;
  return special ?? TRANSITIONS[from][move];
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
    case 'dismissed':
    case 'withdrawn':
      return null;
    default:
      return assertUnreachable(state);
  }
}
