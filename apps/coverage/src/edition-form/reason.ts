import type { Language } from './language';

/** Why, in a language. A reason that a document gives is in the document's. */
export type Reason = (language: Language) => string;

/** Words in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** The rules that decide, by the names that answers and reports carry. */
export const RULE_NAMES = [
  'listed-exclusion',
  'seasonal-closure',
  'settled-challenge',
  'settled-served',
  'evidence-in-window',
  'visits-each-week',
  'parcels-stopped-elsewhere',
  'declared-without-evidence',
  'visits-below-frequency',
  'filing-complete-not-declared',
  'no-filing',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/**
 * Which rule decided, by its stable name, and why in words a reader understands. The words are made
 * when asked for: the rate of a nation judges half a million units and reads none of them.
 */
export interface Finding {
  readonly rule: RuleName;
  readonly reason: Reason;
}

export function found(rule: RuleName, zh: () => string, en: () => string): Finding {
  return { rule, reason: (language) => (language === 'en' ? en() : zh()) };
}
