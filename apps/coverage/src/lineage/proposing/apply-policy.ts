import type { Day } from '@youlu/vocabulary';
import type { ProposedChange } from '../change';

/** Which proposals apply by themselves; in force from a day on, until the next one is. */
export interface ApplyPolicy {
  readonly from: Day;
  /** Percent; whatever the matcher is less sure of waits for a person. */
  readonly confidenceMin: number;
  readonly rule: { readonly zh: string; readonly en: string };
}

/**
 * The threshold is where the labelled sample (test/lineage) shows at most one wrong change in a
 * hundred among those that apply by themselves. Oldest first.
 */
const APPLY_POLICIES: readonly ApplyPolicy[] = [
  {
    from: '1900-01-01',
    confidenceMin: 95,
    rule: {
      zh: '置信度不低于95%的变更自动生效，其余等待人工审定；人工审定随时可以更正自动生效的变更',
      en: 'a change applies by itself from a confidence of 95 % on, everything else waits for a person, who may correct either',
    },
  },
];

/** The policy in force on the day of the import. */
export function policyOn(day: Day): ApplyPolicy {
  const policy = APPLY_POLICIES.findLast(({ from }) => from <= day);
  if (!policy) throw new RangeError(`No policy is in force on ${day}`);
  return policy;
}

export function appliesByItself(change: ProposedChange, policy: ApplyPolicy): boolean {
  return change.confidence >= policy.confidenceMin;
}
