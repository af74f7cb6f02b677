import {
  holdsPersonalNumber,
  type Day,
  type Instant,
  type JudgedIndicator,
  type ZhEn,
} from '@youlu/vocabulary';
import { type ChallengeReason, REASON_RULES } from './challenge-reason';
import type { ChallengeState } from './challenge-state';
import type { Claim } from './claim';
import type { Standing } from './standing';

/** An objection to a unit's state, as it was made; never edited. */
export interface Challenge {
  readonly challengeId: string;
  /** Of a unit of the register; or of a target, with the division that its list says (`codeOfTarget`). */
  readonly unitCode: string;
  readonly indicator: JudgedIndicator;
  readonly reason: ChallengeReason;
  readonly claims: Claim;
  /** First day of which it is said. */
  readonly since: Day;
  readonly statement: string;
  /** SHA-256 of the files that were shown. */
  readonly files: readonly string[];
  readonly standing: Standing;
  readonly organisation: string;
  readonly simulated: boolean;
}

/** A challenge and how far it has come. */
export interface StandingChallenge extends Challenge {
  readonly openedAt: Instant;
  readonly state: ChallengeState;
  /** Last day of the time that is running; null when it is settled. */
  readonly dueOn: Day | null;
  /** First day on which it was no longer so, as the operator conceded. */
  readonly changedOn: Day | null;
}

/** What is wrong with a row, and what to do. */
export interface Objection {
  readonly field: string;
  readonly code: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

/** What a challenge's own fields must agree on. */
export function objectToChallenge(row: Challenge, today: Day): Objection | undefined {
  if (row.since > today) {
    return {
      field: 'since',
      code: 'challenge.since-to-come',
      reason: `${row.since} 尚未到来。${row.since} is yet to come`,
      fix: '请填所述情况开始的首日，不得晚于今日。Send the first day of which it is true, today at the latest.',
    };
  }
  return (
    objectToReason(row) ??
    objectToTexts({ organisation: row.organisation, statement: row.statement })
  );
}

/** A reason can be said of some indicators only, and shows some things only. */
function objectToReason({ reason, indicator, claims }: Challenge): Objection | undefined {
  const rule = REASON_RULES[reason];
  if (!rule.indicators.includes(indicator)) {
    const sayable = rule.indicators;
    return {
      field: 'reason',
      code: 'challenge.reason-out-of-place',
      reason: `理由“${rule.zh}”不适用于 ${indicator}，只适用于 ${sayable.join('、')}。${reason} says nothing about ${indicator}: it is for ${sayable.join(', ')} only`,
      fix: '请改用适用于该指标的理由，见 docs/reference/challenge-states.md；均不合适时填 other 并在 statement 中说明。Send a reason that docs/reference/challenge-states.md has for the indicator; where none fits, send other and say it in the statement.',
    };
  }
  if (!rule.claims.includes(claims)) {
    return {
      field: 'claims',
      code: 'challenge.claim-out-of-place',
      reason: `理由“${rule.zh}”不能说明 ${claims}。${reason} cannot show that a unit is ${claims}`,
      fix: `请填 claims 为 ${rule.claims.join(' 或 ')}，或改用理由 other。Claim ${rule.claims.join(' or ')}, or send the reason other.`,
    };
  }
  return undefined;
}

/** Free texts name organisations and matters, never a person. */
export function objectToTexts(
  texts: Readonly<Record<string, string | null>>,
): Objection | undefined {
  for (const [field, text] of Object.entries(texts)) {
    if (text === null || !holdsPersonalNumber(text)) continue;
    return {
      field,
      code: 'challenge.personal',
      reason: `${field} 中疑有证件号或电话号码。${field} holds what looks like the number of a person or a telephone`,
      fix: '请只写单位名称和事由。Name the organisation and the matter only.',
    };
  }
  return undefined;
}
