import { addDays, type Day, type Instant, isSameOrganisation } from '@youlu/vocabulary';
import { objectToTexts, type Objection, type StandingChallenge } from './challenge';
import { matterOf } from './challenge-reason';
import { type ChallengeMove, type ChallengeState, moveChallenge, mover } from './challenge-state';
import { type Standing, STANDING_NAMES } from './standing';
import type { Ruling } from '../rulings/ruling';
import { limitsOn } from './time-limits';

/** A step that somebody wants to take in a challenge. */
export interface StepWanted {
  readonly challengeId: string;
  readonly move: ChallengeMove;
  /** Null for the clock. */
  readonly standing: Standing | null;
  readonly organisation: string | null;
  readonly note: string | null;
  readonly files: readonly string[];
  readonly trackingNumbers: readonly string[];
  /** First day on which it was no longer so; with concede-changed, and only then. */
  readonly changedOn: Day | null;
}

/** The step of the clock, which nobody sends. */
export function timeOut(challengeId: string): StepWanted {
  const nobody = { standing: null, organisation: null, note: null, changedOn: null };
  return { challengeId, move: 'time-out', files: [], trackingNumbers: [], ...nobody };
}

/** Whether the last day is over, though the clock has not taken its step yet. */
export function isOverdue({ dueOn }: StandingChallenge, today: Day): boolean {
  return dueOn !== null && dueOn < today;
}

/** Why nothing else can be done in a challenge whose time had run out before. */
export function objectToLateness({ dueOn }: StandingChallenge, state: ChallengeState): Objection {
  return {
    field: 'challengeId',
    code: 'challenge.too-late',
    reason: `期限已于 ${dueOn} 届满，申诉已按期限结案（${state}）。its time ran until ${dueOn}; with that it is ${state}`,
    fix: '结果不再更改；如有误，请提出主张相反的新申诉。What has come out stays. If it is wrong, open a challenge that says the contrary.',
  };
}

/**
 * Why a step cannot be taken, if it cannot.
 *
 * @param answeredBy organisations that have answered the challenge before
 * @param operators those whose service it is about, where its declarations say so; only they may answer
 */
export function objectToStep(
  step: StepWanted,
  challenge: StandingChallenge | undefined,
  today: Day,
  answeredBy: readonly string[],
  operators: readonly string[] = [],
): Objection | undefined {
  if (challenge === undefined) {
    return {
      field: 'challengeId',
      code: 'challenge.unknown',
      reason: `没有编号为 ${step.challengeId} 的申诉。no challenge has the id ${step.challengeId}`,
      fix: '请填提出申诉时的编号；GET /v1/challenges 可列出全部申诉。Send the id it was opened under; GET /v1/challenges lists them.',
    };
  }
  return (
    objectToMove(step, challenge) ??
    objectToTime(step, challenge, today) ??
    objectToMover(step, challenge) ??
    objectToParty(step, challenge.organisation, answeredBy) ??
    objectToStranger(step, challenge.unitCode, operators) ??
    objectToContent(step, challenge, today)
  );
}

function objectToMove({ move }: StepWanted, challenge: StandingChallenge): Objection | undefined {
  if (moveChallenge(challenge.state, move, matterOf(challenge)) !== null) return undefined;
  return {
    field: 'challengeId',
    code: 'challenge.state',
    reason: `申诉当前状态为 ${challenge.state}，不能办理 ${move}。the challenge is ${challenge.state}, from where no ${move} leads on`,
    fix: '各状态可办理的步骤见 docs/reference/challenge-states.md。docs/reference/challenge-states.md shows what each state allows.',
  };
}

/** The clock takes its step when the last day is over, not on it. */
function objectToTime(
  { move }: StepWanted,
  challenge: StandingChallenge,
  today: Day,
): Objection | undefined {
  if (move !== 'time-out' || isOverdue(challenge, today)) return undefined;
  return {
    field: 'challengeId',
    code: 'challenge.in-time',
    reason:
      challenge.dueOn === null
        ? '申诉尚未提出，期限未起算。its time runs until it is opened'
        : `期限至 ${challenge.dueOn} 止，尚未届满。its time runs until ${challenge.dueOn}`,
    fix: '请待期限届满次日。Wait for the day after.',
  };
}

function objectToMover(step: StepWanted, challenge: StandingChallenge): Objection | undefined {
  const wanted = mover(step.move);
  const isOpener =
    step.standing === challenge.standing &&
    isSameOrganisation(step.organisation ?? '', challenge.organisation);
  const isAllowed = wanted === 'opener' ? isOpener : wanted === (step.standing ?? 'clock');
  if (isAllowed) return undefined;
  return {
    field: 'standing',
    code: 'challenge.standing',
    reason:
      wanted === 'opener'
        ? `${step.move} 只能由提出申诉的${STANDING_NAMES[challenge.standing]}以同一名称办理。${step.move} is for the ${challenge.standing} that opened it, under the same name`
        : `${step.move} 只能由${wanted === 'clock' ? '系统在期限届满后' : STANDING_NAMES[wanted]}办理。${step.move} is for the ${wanted}`,
    fix: '请由具有该申诉资格者办理。Let whoever has that standing send it.',
  };
}

/** Nobody is judge in its own cause, under whatever standing: nor whoever opened it, nor who answered. */
function objectToParty(
  { move, organisation }: StepWanted,
  opener: string,
  answeredBy: readonly string[],
): Objection | undefined {
  const by = mover(move);
  const isOneOf = (names: readonly string[]): boolean =>
    organisation !== null && names.some((name) => isSameOrganisation(organisation, name));
  if (by === 'operator' && isOneOf([opener])) {
    return {
      field: 'organisation',
      code: 'challenge.own-answer',
      reason: `${organisation} 是申诉人，不得自行答复。${organisation} opened the challenge and cannot answer it`,
      fix: '请由被申诉的承办企业答复，或撤回申诉。Let the operator answer that the challenge is about, or withdraw it.',
    };
  }
  if (by === 'regulator' && isOneOf([opener, ...answeredBy])) {
    return {
      field: 'organisation',
      code: 'challenge.own-settlement',
      reason: `${organisation} 是申诉当事方，不得自行裁定。${organisation} is a party to the challenge and cannot settle it`,
      fix: '请由既未提出也未答复该申诉的监管部门裁定，或待期限届满。Let a regulator settle it that neither opened nor answered it, or let its time run out.',
    };
  }
  return undefined;
}

/** Who stands for a service is whoever its declarations name; where they do not say, any operator may. */
function objectToStranger(
  { move, organisation }: StepWanted,
  unitCode: string,
  operators: readonly string[],
): Objection | undefined {
  if (mover(move) !== 'operator' || operators.length === 0) return undefined;
  const isNamed = operators.some((name) => isSameOrganisation(organisation ?? '', name));
  if (isNamed) return undefined;
  return {
    field: 'organisation',
    code: 'challenge.not-its-operator',
    reason: `申报写明 ${unitCode} 由${operators.join('、')}承办，其他企业无权答复。The declarations of ${unitCode} name its operator, and ${organisation} is another`,
    fix: '请由申报写明的承办企业以该名称答复，名称见 GET /v1/challenges/{challengeId}。Let the operator answer that the declarations name, under that name; GET /v1/challenges/{challengeId} shows it.',
  };
}

function objectToContent(
  step: StepWanted,
  challenge: StandingChallenge,
  today: Day,
): Objection | undefined {
  if (step.move === 'dispute' && step.files.length + step.trackingNumbers.length === 0) {
    return {
      field: 'files',
      code: 'challenge.dispute-without-evidence',
      reason: '反驳申诉未附证据。nothing is shown against the challenge',
      fix: '请附 files，或填在当地妥投邮件的 trackingNumbers；否则请认可申诉。Send files, or trackingNumbers of parcels that were served there; else concede.',
    };
  }
  const day = step.changedOn;
  const needsDay = step.move === 'concede-changed';
  if (needsDay !== (day !== null) || (day !== null && (day <= challenge.since || day > today))) {
    return {
      field: 'changedOn',
      code: 'challenge.changed-on',
      reason: '变更日期 changedOn 无效。changedOn is no day from which it was otherwise',
      fix: `仅在 concede-changed 时填写：${challenge.since} 之后、不晚于今日的日期。With concede-changed, and only then, send a day after ${challenge.since}, today at the latest.`,
    };
  }
  return objectToTexts({ organisation: step.organisation, note: step.note });
}

/** The day on which a step decides: the clock's on the day after the last, whenever its job came round. */
export function decidedOn(move: ChallengeMove, { dueOn }: StandingChallenge, today: Day): Day {
  return move === 'time-out' && dueOn !== null ? addDays(dueOn, 1) : today;
}

/**
 * The ruling that a challenge comes to when it is upheld: from the day of which it was said, until the
 * operator has changed it, or else until rulings no longer count. It is known from `now` on, and not
 * before, even where it was decided earlier: what was known once does not change.
 */
export function rulingOf(challenge: StandingChallenge, now: Instant, settledOn: Day): Ruling {
  const { challengeId, unitCode, indicator, claims, since, changedOn, simulated } = challenge;
  const to = changedOn ?? addDays(settledOn, limitsOn(settledOn).rulingDays);
  return {
    challengeId,
    unitCode,
    indicator,
    verdict: claims,
    from: since,
    to,
    simulated,
    recordedAt: now,
  };
}
