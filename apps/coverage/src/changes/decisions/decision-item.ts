import type { Day, ZhEn } from '@youlu/vocabulary';
import type { StatedChange } from '../../lineage/change';
import type { ChangeStatus, StoredChange } from '../stored-change';

export const DECISION_WORDS = ['accept', 'reject', 'correct', 'add'] as const;
export type DecisionWord = (typeof DECISION_WORDS)[number];

/** What somebody wants done about one change; `line` is where the request says so. */
export interface DecisionItem {
  readonly line: number;
  readonly word: DecisionWord;
  /** The change that is accepted, rejected or corrected. */
  readonly changeId: string | null;
  /** What it is corrected to, or what is added; each one change. */
  readonly stated: readonly (StatedChange & { readonly effectiveOn: Day | null })[];
  /** Of what is added: the neighbouring editions it lies between. */
  readonly pair: EditionPairDates | null;
  readonly effectiveOn: Day | null;
  readonly document: string | null;
  readonly note: string | null;
}

export interface EditionPairDates {
  readonly earlier: Day;
  readonly later: Day;
}

export interface DecisionFault {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

/** An item with what it would leave in force, or rejected. */
export interface Wish {
  readonly item: DecisionItem;
  readonly pair: EditionPairDates;
  readonly supersedes: StoredChange | null;
  readonly status: ChangeStatus;
  readonly changes: readonly (StatedChange & { readonly effectiveOn: Day })[];
}

export function pairKey({ earlier, later }: EditionPairDates): string {
  return `${earlier} ${later}`;
}
