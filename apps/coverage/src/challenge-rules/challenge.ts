import {
  holdsPersonalNumber,
  type Day,
  type Instant,
  type JudgedIndicator,
  type ZhEn,
} from '@youlu/vocabulary';
import type { ChallengeState } from './challenge-state';
import type { Claim } from './claim';
import type { Standing } from './standing';

/** Why somebody objects to a unit's state, with what each word means. */
export const CHALLENGE_REASONS = [
  'closed',
  'delivered-only-to-township',
  'charged-again',
  'signed-without-consent',
  'wrong-boundary',
  'frequency-below-declared',
  'other',
] as const;
export type ChallengeReason = (typeof CHALLENGE_REASONS)[number];

export const REASON_WORDS: Readonly<
  Record<ChallengeReason, Readonly<Record<'zh' | 'en', string>>>
> = {
  closed: { zh: '网点已关停', en: 'the outlet is closed' },
  'delivered-only-to-township': { zh: '只投到乡镇', en: 'delivered to the township only' },
  'charged-again': { zh: '二次收费', en: 'a second charge' },
  'signed-without-consent': { zh: '未经同意代签', en: 'signed for without consent' },
  'wrong-boundary': { zh: '区划或归属有误', en: 'the unit or its boundary is wrong' },
  'frequency-below-declared': { zh: '频次低于申报', en: 'less often than declared' },
  other: { zh: '其他', en: 'something else' },
};

/** An objection to a unit's state, as it was made; never edited. */
export interface Challenge {
  readonly challengeId: string;
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
  return objectToTexts({ organisation: row.organisation, statement: row.statement });
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
