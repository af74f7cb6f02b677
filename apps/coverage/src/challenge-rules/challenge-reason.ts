import { JUDGED_INDICATORS, type JudgedIndicator } from '@youlu/vocabulary';
import { type Claim, CLAIMS } from './claim';

/** Why somebody objects to a unit's state. */
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

/** What a reason means, of which indicators it can be said, and what it can show of a unit. */
interface ReasonRule {
  readonly zh: string;
  readonly en: string;
  readonly indicators: readonly JudgedIndicator[];
  /** What a challenge for this reason may claim, and so which verdict it may come to. */
  readonly claims: readonly Claim[];
  /**
   * Whether it says nothing about the service, but that the register has the unit wrong. Then nothing
   * rules its state: it is referred to whoever reviews the lineage of the register.
   */
  readonly isAboutRegister: boolean;
}

const AGAINST = { claims: ['not-served'], isAboutRegister: false } as const;

export const REASON_RULES: Readonly<Record<ChallengeReason, ReasonRule>> = {
  closed: {
    zh: '网点已关停',
    en: 'the outlet is closed',
    indicators: JUDGED_INDICATORS,
    ...AGAINST,
  },
  'delivered-only-to-township': {
    zh: '只投到乡镇',
    en: 'delivered to the township only',
    // Of an outlet or a post office of the township it would be no objection.
    indicators: ['village-express', 'village-direct-mail', 'village-station', 'border-hamlet'],
    ...AGAINST,
  },
  'charged-again': {
    zh: '二次收费',
    en: 'a second charge',
    indicators: JUDGED_INDICATORS,
    ...AGAINST,
  },
  'signed-without-consent': {
    zh: '未经同意代签',
    en: 'signed for without consent',
    indicators: JUDGED_INDICATORS,
    ...AGAINST,
  },
  'wrong-boundary': {
    zh: '区划或归属有误',
    en: 'the unit or its boundary is wrong',
    indicators: JUDGED_INDICATORS,
    claims: CLAIMS,
    isAboutRegister: true,
  },
  'frequency-below-declared': {
    zh: '频次低于申报',
    en: 'less often than declared',
    // No other indicator's declarations state a frequency.
    indicators: ['village-direct-mail'],
    ...AGAINST,
  },
  other: {
    zh: '其他',
    en: 'something else',
    indicators: JUDGED_INDICATORS,
    claims: CLAIMS,
    isAboutRegister: false,
  },
};

/** What a challenge is about: a state that it claims, or the register, whatever it claims beside. */
export const MATTERS = [...CLAIMS, 'register'] as const;
export type Matter = (typeof MATTERS)[number];

export function matterOf(challenge: { reason: ChallengeReason; claims: Claim }): Matter {
  return REASON_RULES[challenge.reason].isAboutRegister ? 'register' : challenge.claims;
}
