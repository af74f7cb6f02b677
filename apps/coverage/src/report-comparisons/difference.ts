import type { CoverageState } from '@youlu/vocabulary';

/**
 * Why a unit stands otherwise in one report than in another. Each is found by judging again with one
 * input of the one report after another replaced by that of the other, never guessed from the result.
 */
export const CAUSES = [
  'lineage',
  'rule',
  'declaration',
  'challenge',
  'new-evidence',
  'correction',
  'day',
  'unexplained',
] as const;
export type Cause = (typeof CAUSES)[number];

export const CAUSE_WORDS: Readonly<Record<Cause, Readonly<Record<'zh' | 'en', string>>>> = {
  lineage: { zh: '区划沿革', en: 'another register, or what is known of its changes' },
  rule: { zh: '口径', en: 'another edition, parameter, denominator or list' },
  declaration: { zh: '申报', en: 'what is declared or filed' },
  challenge: { zh: '申诉裁定', en: 'a settled challenge' },
  'new-evidence': { zh: '新增佐证', en: 'evidence that came to be known' },
  correction: { zh: '更正', en: 'evidence that no longer counts' },
  day: { zh: '截至日不同', en: 'another day is asked about' },
  unexplained: { zh: '未能查明', en: 'the report no longer comes out as it was frozen' },
};

/** How a unit stands at one step of the way. */
export interface Standing {
  readonly name: string;
  readonly state: CoverageState;
  readonly rule: string;
  readonly declared: boolean;
}

/** One step of the way from one report to the other: an input is replaced, everything is judged anew. */
export interface WayPoint {
  /** What was replaced to come here; by unit, since evidence may have come or gone. */
  causeOf(code: string): Cause;
  at(code: string): Standing | null;
}

interface CauseFound {
  readonly cause: Cause;
  readonly before: Standing | null;
  readonly after: Standing | null;
}

export interface Difference {
  readonly code: string;
  readonly before: Standing | null;
  readonly after: Standing | null;
  /** What moved it, in the order in which inputs were replaced: from `before` to `after`. */
  readonly causes: readonly CauseFound[];
}

/** Follows a unit along the way and notes where it moves. */
export function explainDifference(
  code: string,
  before: Standing | null,
  way: readonly WayPoint[],
): Difference {
  const causes: CauseFound[] = [];
  let standing = before;
  for (const point of way) {
    const next = point.at(code);
    if (!standsTheSame(standing, next)) {
      causes.push({ cause: point.causeOf(code), before: standing, after: next });
    }
    standing = next;
  }
  return { code, before, after: standing, causes };
}

export function standsTheSame(a: Standing | null, b: Standing | null): boolean {
  if (a === null || b === null) return a === b;
  return a.state === b.state && a.rule === b.rule && a.declared === b.declared && a.name === b.name;
}
